package dev.patchbay.invocation.budget;

import dev.patchbay.api.content.Annotations;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.ReservedNames;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The station of the result budget: what a client gets at once of a tool's result. A larger result becomes a preview and a
 * link to the rest, which this keeps for a while and gives page by page to the same client only.
 *
 * <p>Threads: any; nothing blocks. Cutting takes time in proportion to the result.
 */
public final class ResultBudget {
    /** The scheme of the rest of results; no plugin's is served under it. */
    public static final String SCHEME = ReservedNames.RESULT_SCHEME;
    /** The instance to which those resources belong; no plugin's can have this name. */
    public static final String INSTANCE = "patchbay:results";
    /** Lets every result through as it is. */
    public static final ResultBudget NONE = new ResultBudget(BudgetOptions.DEFAULT.withStandard(Budget.NONE),
            client -> Optional.empty(), InstantSource.system(), new SecureRandom());
    static final String META = "dev.patchbay/result";
    private static final String ERROR = "dev.patchbay/error";
    private static final String PREFIX = SCHEME + "://";
    private static final int ID_BYTES = 18;
    private static final int MAX_NAME = 80;
    /** How many times its bytes the text of a structured content may have, of escapes and long numbers. */
    private static final int ESCAPED = 6;
    /** Likewise if the text is indented: a pair of brackets at a depth of 100 has 3 bytes and some 400 characters. */
    private static final int INDENTED = 150;
    /** Parsing and cutting what is larger takes its time. */
    private static final int LARGE_BYTES = 16 * 1024;

    private final BudgetOptions options;
    private final Function<String, Optional<Budget>> ofClient;
    private final InstantSource clock;
    private final SecureRandom random;
    private final KeptResults kept;

    /**
     * What became of a result.
     *
     * @param result what the client gets
     * @param what {@code whole}, {@code cut} or {@code refused}
     * @param keep keeps the rest; to be run once, when the client gets the result
     */
    public record Fitted(CallToolResult result, String what, Runnable keep) {
        static Fitted whole(CallToolResult result) {
            return new Fitted(result, "whole", () -> {
            });
        }
    }

    /**
     * Creates the station.
     *
     * @param options what an administrator set
     * @param ofClient the budget of a client that has one of its own, by its id; asked for every call, so it must not block
     * @param clock tells the time
     * @param random makes ids
     */
    public ResultBudget(BudgetOptions options, Function<String, Optional<Budget>> ofClient, InstantSource clock,
            SecureRandom random) {
        this.options = options;
        this.ofClient = ofClient;
        this.clock = clock;
        this.random = random;
        this.kept = new KeptResults(options, clock);
    }

    /**
     * Makes a result fit.
     *
     * @param call whose result it is
     * @param result the result, checked
     * @param bytes about how many bytes it has as {@link dev.patchbay.invocation.Pipeline} counts them, or 0 if that
     *            is not known
     * @return the result, cut if it had to be
     */
    public Fitted fit(BudgetedCall call, CallToolResult result, long bytes) {
        Budget budget = ofClient.apply(call.owner()).orElse(options.standard());
        if (fitsSurely(result, bytes, budget) || ResultCutter.fits(result, budget)) {
            return Fitted.whole(result);
        }
        KeptResult again = kept.again(call, result, budget).orElse(null);
        if (again != null) {
            return new Fitted(again.source().given(), again.source().what(), () -> {
            });
        }
        byte[] token = new byte[ID_BYTES];
        random.nextBytes(token);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        Fitted fitted = fit(call, result, budget, id);
        return fitted == null ? fitUnkept(call, result, budget) : fitted;
    }

    private static boolean fitsSurely(CallToolResult result, long bytes, Budget budget) {
        int times = result.structuredContent().isEmpty() ? 1 : result.content().isEmpty() ? INDENTED : ESCAPED;
        return bytes > 0 && budget.fitsSurely(bytes * times);
    }

    /**
     * Returns whether making a result fit takes so long that a thread which serves others has no time for it.
     *
     * @param call whose result it is
     * @param result the result
     * @param bytes about how many bytes it has
     * @return whether it is large, and has to be looked at
     */
    public boolean takesLong(BudgetedCall call, CallToolResult result, long bytes) {
        if (bytes <= LARGE_BYTES) {
            return false;
        }
        Budget budget = ofClient.apply(call.owner()).orElse(options.standard());
        return !fitsSurely(result, bytes, budget) && kept.again(call, result, budget).isEmpty();
    }

    /** Cuts a result and keeps the rest, null if that is more than is kept. */
    private @Nullable Fitted fit(BudgetedCall call, CallToolResult result, Budget budget, String id) {
        KeptRest rest = new KeptRest(PREFIX + id, shortName(call.tool()), clock.instant().plus(options.keepFor()),
                budget.room().minus(ResultCutter.RESERVE));
        Cut cut = new ResultCutter(result, call.entry().output(), budget, PREFIX + id).cut();
        Map<String, List<ResourceContents>> pages = switch (cut) {
            case Cut.Whole whole -> Map.of();
            case Cut.Preview preview -> rest.pages(2, preview.rest(), preview.apart());
            case Cut.Impossible impossible -> rest.pages(1, impossible.all(), List.of());
        };
        if (cut instanceof Cut.Whole(CallToolResult whole)) {
            return Fitted.whole(whole);
        }
        // The preview is kept too, and as large as a page
        long size = KeptRest.bytes(pages) + 2L * Math.min(budget.maxChars(), 4L * budget.maxTokens())
                + JsonSize.compact(call.arguments()).chars();
        if (!kept.canKeep(size)) {
            return null;
        }
        Fitted told = told(cut, call, result, budget, rest);
        KeptResult whole = new KeptResult(id, call.owner(), call.tool(), call.entry().original().name(),
                call.arguments(), pages, size, rest.expiresAt(),
                new KeptResult.Source(new WeakReference<>(result), budget, told.result(), told.what()));
        return new Fitted(told.result(), told.what(), () -> kept.add(whole));
    }

    private Fitted fitUnkept(BudgetedCall call, CallToolResult result, Budget budget) {
        return told(new ResultCutter(result, call.entry().output(), budget, null).cut(), call, result, budget, null);
    }

    private static Fitted told(Cut cut, BudgetedCall call, CallToolResult result, Budget budget,
            @Nullable KeptRest rest) {
        List<String> less = AskForLess.suggestions(call.entry().definition().inputSchema());
        return switch (cut) {
            case Cut.Whole(CallToolResult whole) -> Fitted.whole(whole);
            case Cut.Preview preview -> {
                List<ContentBlock> content = new ArrayList<>(preview.preview().content());
                content.add(ContentBlock.text("[This result was cut"
                        + (preview.how().isEmpty() ? "" : ": " + preview.how()) + ". This client gets at most " + budget
                        + ", at once. " + where(preview, rest) + String.join(" ", less) + "]"));
                if (rest != null && rest.hasPages()) {
                    content.add(link(rest));
                }
                Map<String, Object> meta = new LinkedHashMap<>(result.meta());
                meta.put(META, meta(rest));
                yield new Fitted(preview.preview().withContent(content).withMeta(meta), "cut", () -> {
                });
            }
            case Cut.Impossible impossible -> new Fitted(refused(result, budget, less, rest), "refused", () -> {
            });
        };
    }

    private static String where(Cut.Preview preview, @Nullable KeptRest rest) {
        if (rest == null) {
            return "The rest is not kept. ";
        }
        return rest.hasPages()
                ? "The rest is the resource " + rest.first() + ", kept until " + rest.expiresAt()
                        + ", each page naming the next. Or: "
                : "Links stand for " + preview.apart().size() + " large parts, kept until " + rest.expiresAt() + ". ";
    }

    private static CallToolResult refused(CallToolResult result, Budget budget, List<String> less,
            @Nullable KeptRest rest) {
        TextSize size = JsonSize.compact(result.structuredContent().orElse(null));
        String text = "The call was made, but its result has " + size + ", and this client gets at most " + budget
                + ", at once. It cannot be cut so that it still is what the tool's output schema says. "
                + String.join(" ", less)
                + (rest == null ? ""
                        : " Or read the resource " + rest.first() + ", kept until " + rest.expiresAt()
                                + ", page by page.");
        List<ContentBlock> content = new ArrayList<>(List.of(ContentBlock.text(text)));
        if (rest != null) {
            content.add(link(rest));
        }
        Map<String, Object> error = Map.of("code", "result_too_large", "retryable", false, "suggestions", less);
        return CallToolResult.of(content).asError().withMeta(Map.of(ERROR, error, META, meta(rest)));
    }

    private static Map<String, Object> meta(@Nullable KeptRest rest) {
        return rest == null || !rest.hasPages()
                ? Map.of(ListShape.TRUNCATED, true)
                : Map.of(ListShape.TRUNCATED, true, ListShape.REST, rest.first(), "pages", rest.count(), "expires_at",
                        rest.expiresAt().toString());
    }

    private static ResourceLink link(KeptRest rest) {
        return new ResourceLink(rest.first(), "Rest of the result of " + rest.tool(), Optional.empty(),
                Optional.of(rest.count() + (rest.count() == 1 ? " page" : " pages") + ", until " + rest.expiresAt()),
                Optional.empty(), OptionalLong.empty(), Annotations.none());
    }

    private static String shortName(String tool) {
        return tool.length() <= MAX_NAME ? tool : tool.substring(0, MAX_NAME - 1) + "…";
    }

    /**
     * Returns whether a URI is of the scheme of the rest of results.
     *
     * @param uri the URI
     * @return true if so, whether or not there is anything
     */
    public static boolean isRest(String uri) {
        return uri.startsWith(PREFIX);
    }

    /**
     * Looks a page up.
     *
     * @param owner the id of the client that wants to read it
     * @param uri its URI
     * @return the page; empty if there is none, if it is another client's, or not kept any more
     */
    public Optional<KeptPage> page(String owner, String uri) {
        int slash = uri.indexOf('/', PREFIX.length());
        if (!isRest(uri) || slash < 0) {
            return Optional.empty();
        }
        return kept.find(owner, uri.substring(PREFIX.length(), slash)).flatMap(result -> {
            List<ResourceContents> contents = result.pages().get(uri.substring(slash + 1));
            return contents == null ? Optional.empty()
                    : Optional.of(new KeptPage(result.tool(), result.original(),
                            result.arguments(), new ReadResourceResult(contents)));
        });
    }
}
