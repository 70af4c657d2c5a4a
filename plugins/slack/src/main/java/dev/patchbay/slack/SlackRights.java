package dev.patchbay.slack;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.api.grant.NotGrantedException;
import dev.patchbay.connector.RestResponse;
import dev.patchbay.connector.Withholding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which tools are offered: what the configuration allows, and of that what the token can do, as far as that is known. Slack
 * tells the scopes of a token with each answer; only tokens of users can search.
 *
 * <p>Threads: any.
 */
final class SlackRights implements AutoCloseable {
    private static final String SEARCH = "search_messages";
    private static final String APPROVAL = "request_approval";
    private static final Set<String> WRITES = Set.of("post_message", "notify_team", APPROVAL);
    private static final List<String> HISTORY = List.of("channels:history", "groups:history", "im:history",
            "mpim:history");
    private static final List<String> WRITE = List.of("chat:write", "chat:write:bot", "chat:write:user");
    /** One of these scopes is needed. */
    private static final Map<String, List<String>> SCOPES = scopes();

    private final Withholding withholding;
    private final boolean searchesApart;
    private volatile boolean isUser;
    private volatile Set<String> scopes = Set.of();

    SlackRights(SlackConfiguration configuration, PluginContext context) {
        this.searchesApart = configuration.searchSecret().isPresent();
        this.isUser = isUserAtStart(configuration, context);
        Set<String> forbidden = new TreeSet<>(Withholding.writes(!configuration.mayPost(), true, WRITES));
        if (configuration.approvals().isEmpty()) {
            forbidden.add(APPROVAL);
        }
        this.withholding = new Withholding(context, forbidden).lackingAtFirst(lacking());
    }

    private static Map<String, List<String>> scopes() {
        Map<String, List<String>> scopes = new LinkedHashMap<>();
        scopes.put("list_channels", List.of("channels:read", "groups:read"));
        scopes.put("get_channel_history", HISTORY);
        scopes.put("get_thread", HISTORY);
        scopes.put("find_user", List.of("users:read"));
        WRITES.forEach(tool -> scopes.put(tool, WRITE));
        return scopes;
    }

    /** The kind of a token shows at its beginning. One that is not there yet is looked at when it is used. */
    private static boolean isUserAtStart(SlackConfiguration configuration, PluginContext context) {
        try {
            return isUser(context.secret(configuration.secret()));
        } catch (NotAvailableException | NotGrantedException e) {
            return false; // the first call says so, with the way to mend it
        }
    }

    private static boolean isUser(Secret token) {
        return token.reveal().startsWith("xoxp-") || token.reveal().startsWith("xoxe.xoxp-");
    }

    Contributions contributions() {
        return withholding.contributions();
    }

    void sees(Secret token) {
        boolean now = isUser(token);
        if (now != isUser) { // set, not turned over: others may be here at the same time
            isUser = now;
            withholding.credentialLacks(lacking());
        }
    }

    void sees(RestResponse response) {
        response.header("X-OAuth-Scopes").filter(text -> !text.isBlank()).ifPresent(text -> {
            Set<String> now = Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet());
            if (!now.equals(scopes)) {
                scopes = now;
                withholding.credentialLacks(lacking());
            }
        });
    }

    private Set<String> lacking() {
        Set<String> lacking = new TreeSet<>();
        Set<String> has = scopes;
        if (!has.isEmpty()) {
            SCOPES.forEach((tool, needed) -> {
                if (needed.stream().noneMatch(has::contains)) {
                    lacking.add(tool);
                }
            });
        }
        if (!has.isEmpty() && !has.contains("reactions:read")) {
            lacking.add(APPROVAL);
        }
        boolean mayNotSearch = !has.isEmpty() && has.stream().noneMatch(scope -> scope.startsWith("search:read"));
        if (!searchesApart && (!isUser || mayNotSearch)) {
            lacking.add(SEARCH);
        }
        return lacking;
    }

    @Override
    public void close() {
        withholding.close();
    }
}
