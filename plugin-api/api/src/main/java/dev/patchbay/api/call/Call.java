package dev.patchbay.api.call;

import dev.patchbay.api.Stable;
import dev.patchbay.api.grant.ToolAccess;
import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.CreateMessageResult;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ElicitUrlRequest;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.ListRootsResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call as the plugin sees it. An annotated method takes it as a parameter without description wherever it needs
 * it. Implemented by the host; valid until the method returns.
 *
 * <p><b>Asking.</b> {@link #ask(String, ElicitRequest)}, {@link #sample}, {@link #roots} and {@link #askAll} put a question to the client. The
 * first time, the call <em>ends</em> there; when the answer is known the host runs the tool again from its start with
 * the same arguments, and this time the question returns its answer. This is the same for every revision of the
 * protocol, needs no session and holds no thread. Three rules follow:
 * <ul>
 * <li>no side effect before the last question; work before it that must not be repeated goes through {@link #once};
 * <li>the key of a question is the same in every run, and different questions have different keys;
 * <li>never catch {@link Throwable} or {@link Error} around a question: the end of the run is an
 * {@link dev.patchbay.api.input.InputRequired}, and a tool that swallows it fails with a text that says so.
 * </ul>
 * Only tools, prompts and resource reads can ask; in a completion every question throws
 * {@link UnsupportedOperationException}.
 *
 * {@snippet :
 * ElicitResult answer = call.ask("confirm",
 *         ElicitRequest.form("Delete note 42?").bool("sure", "Yes, delete it", false).build());
 * if (!answer.isAccepted()) {
 *     return CallToolResult.text("Nothing deleted.");
 * }
 * }
 *
 * <p>Threads: any thread of the plugin may use the call, but questions must be asked on the thread of the call.
 *
 * <p>Source: MCP 2026-07-28, multi round-trip requests; earlier revisions: elicitation, sampling, roots.
 */
@Stable
public interface Call {
    /**
     * Returns who calls.
     *
     * @return the client, never its token
     */
    Caller caller();

    /**
     * Returns the arguments as JSON: strings, booleans, {@link Long} or {@link java.math.BigInteger} for integers,
     * {@link java.math.BigDecimal} for other numbers, lists, maps, null. An absent argument is no key of the map, a null
     * one a key with the value null. Defaults of the schema are not filled in.
     *
     * @return the arguments, unmodifiable; empty for a resource read
     */
    Map<String, @Nullable Object> arguments();

    /**
     * Returns the moment at which the host gives up on the call: 30 s after its start unless configured otherwise, later
     * once it is a task. Waiting for the user's answers does not count.
     *
     * @return the deadline
     */
    Instant deadline();

    /**
     * Returns the time left until the deadline.
     *
     * @return the time, zero when it has passed
     */
    Duration remaining();

    /**
     * Returns the sign that nobody waits for the call any more.
     *
     * @return the cancellation
     */
    Cancellation cancellation();

    /**
     * Returns the way to report progress.
     *
     * @return the progress
     */
    Progress progress();

    /**
     * Returns the way to send log lines to the client.
     *
     * @return the logger
     */
    CallLogger log();

    /**
     * Returns what the client can be asked for.
     *
     * @return its capabilities
     */
    ClientCapabilities clientCapabilities();

    /**
     * Asks the user to fill in a form.
     *
     * @param key names the question, unique within the tool, 1 to 64 characters of {@code A-Z a-z 0-9 _ . -}
     * @param request what to show
     * @return the answer: accepted with content, declined, or cancelled
     * @throws IllegalArgumentException if the key is illegal
     * @throws UnsupportedOperationException in a completion
     */
    ElicitResult ask(String key, ElicitRequest request);

    /**
     * Asks the user on a page of the host, which the client and its model do not see. What is filled in stays in the
     * host's memory until the call ends, and reaches this tool only; a restart of the host asks again.
     *
     * {@snippet :
     * ElicitResult answer = call.ask("token",
     *         ElicitRequest.page("Paste a token for the issue tracker").secret("token", "Access token").build());
     * if (answer.isAccepted()) {
     *     tracker.logIn(answer.string("token").orElseThrow());
     * }
     * }
     *
     * @param key names the question, as in {@link #ask(String, ElicitRequest)}
     * @param request what to show
     * @return the answer: accepted with content, declined, or cancelled
     * @throws IllegalArgumentException if the key is illegal
     * @throws UnsupportedOperationException in a completion
     */
    default ElicitResult ask(String key, ElicitUrlRequest request) {
        return askAll(Map.of(key, request)).elicitation(key);
    }

    /**
     * Asks the client's model.
     *
     * @param key names the question, as in {@link #ask(String, ElicitRequest)}
     * @param request what to sample
     * @return the model's message
     * @throws IllegalArgumentException if the key is illegal
     * @throws UnsupportedOperationException in a completion
     */
    CreateMessageResult sample(String key, CreateMessageRequest request);

    /**
     * Asks the client for its roots.
     *
     * @param key names the question, as in {@link #ask(String, ElicitRequest)}
     * @return the roots
     * @throws IllegalArgumentException if the key is illegal
     * @throws UnsupportedOperationException in a completion
     */
    ListRootsResult roots(String key);

    /**
     * Asks several questions in one round.
     *
     * @param requests the questions by key, at least one
     * @return the answers by key
     * @throws IllegalArgumentException if a key is illegal or there is no question
     * @throws UnsupportedOperationException in a completion
     */
    Answers askAll(Map<String, ? extends InputRequest> requests);

    /**
     * Runs work once over all runs of a call that asks, and keeps its value: in a later run the value is returned and
     * the work is not done again. Only for work that may be repeated without harm, since a client can start over. The
     * value travels sealed through the client: keep it small (all values and answers together at most 64 KiB).
     *
     * @param key names the value, as in {@link #ask(String, ElicitRequest)}, with a set of names of its own
     * @param work what gives the value: null, a string, a boolean, a number, or a list or map of those
     * @return the value as JSON gives it back: integers as {@link Long} or {@link java.math.BigInteger}, other numbers
     *         as {@link java.math.BigDecimal}; in the first run too
     * @throws IllegalArgumentException if the key is illegal or the value is not of those types
     */
    @Nullable
    Object once(String key, Supplier<? extends @Nullable Object> work);

    /**
     * Returns the way to other tools, as the same client. By default it refuses, for fakes in tests.
     *
     * @return the granted tools
     */
    default ToolAccess tools() {
        throw new UnsupportedOperationException("This call has no tools");
    }

    /**
     * Marks where the call becomes a task: the client gets its name now and asks about it later, and the call goes on.
     * Needs {@link dev.patchbay.api.tool.Tool#taskSupport()}; for a client that does not know tasks nothing happens, and
     * the call gives its result as any other.
     *
     * {@snippet :
     * String folder = call.ask("where", ElicitRequest.form("Export where?").string("folder", "Folder").build())
     *         .string("folder").orElseThrow();
     * call.asTask();
     * export(folder); // may take minutes
     * }
     *
     * <p>What changes from there on: {@link #deadline()} is that of tasks (one hour unless configured otherwise),
     * progress and log lines go nowhere, and a cancellation means that the client cancelled the task; that its connection
     * ends means nothing any more. Questions can be asked as before; they wait until the client asks about the task. After
     * an answer the tool runs again from its start, as always, and is a task from the start of that run. A task that waits
     * for an answer outlives a restart of the host; one that runs is run again if the tool is declared idempotent, and has
     * failed otherwise.
     *
     * <p>May wait for the database; call it on the thread of the call. By default it does nothing, for fakes in tests.
     *
     * @return whether the call is a task now
     * @throws IllegalStateException if the tool is not declared with task support, or on another thread
     */
    default boolean asTask() {
        return false;
    }

    /**
     * Names something that the result is built from: when it changes, a cached result is not given again, and where this
     * is the read of a resource, clients that subscribed to that resource are told. Costs next to nothing where nothing is
     * cached.
     *
     * <p>The name is one of
     * <ul>
     * <li>the URI of a resource, as this plugin writes it;
     * <li>{@code datasource:<name>/<table>} for a table of a database that an administrator configured, or
     * {@code datasource:<name>} for all its tables; these mean the same to every plugin;
     * <li>any other text without a colon: a tag of this plugin's own, such as {@code prices}.
     * </ul>
     *
     * {@snippet :
     * call.builtFrom("notes://" + id);
     * call.builtFrom("datasource:orders/customers");
     * }
     *
     * <p>Name it before it is read: a change in between is noticed then. By default it does nothing, for fakes in tests.
     *
     * @param dependency the name, 1 to 2048 characters; a result built from more than 64 things is not cached
     */
    default void builtFrom(String dependency) {}
}
