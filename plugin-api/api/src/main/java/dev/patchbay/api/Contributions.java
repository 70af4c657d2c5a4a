package dev.patchbay.api;

import dev.patchbay.api.completion.CompletionHandler;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptHandler;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.security.AuthenticatorHandler;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of tools, prompts, resource connectors, completions and authenticators, each with the code behind it. Immutable.
 *
 * {@snippet :
 * Contributions.builder()
 *         .tool(ToolDefinition.builder("count_rows", "Counts the rows of table orders")
 *                 .inputSchema(Map.of("type", "object")).build(), call -> CallToolResult.text("42"))
 *         .build();
 * }
 */
@Stable
public final class Contributions {
    private static final Contributions NONE = builder().build();

    private final List<ToolContribution> tools;
    private final List<PromptContribution> prompts;
    private final Map<String, ResourceConnector> connectors;
    private final Map<CompletionReference, CompletionHandler> completions;
    private final Map<String, AuthenticatorHandler> authenticators;
    private final Set<String> withheld;

    private Contributions(Builder builder) {
        this.tools = List.copyOf(builder.tools);
        this.prompts = List.copyOf(builder.prompts);
        this.connectors = Collections.unmodifiableMap(new LinkedHashMap<>(builder.connectors));
        this.completions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.completions));
        this.authenticators = Collections.unmodifiableMap(new LinkedHashMap<>(builder.authenticators));
        this.withheld = Collections.unmodifiableSet(new LinkedHashSet<>(builder.withheld));
    }

    /**
     * A tool and the code behind it.
     *
     * @param definition what clients see
     * @param handler what runs
     */
    @Stable
    public record ToolContribution(ToolDefinition definition, ToolHandler handler) {}

    /**
     * A prompt and the code behind it.
     *
     * @param definition what clients see
     * @param handler what runs
     */
    @Stable
    public record PromptContribution(PromptDefinition definition, PromptHandler handler) {}

    /**
     * Returns the empty set.
     *
     * @return no contributions
     */
    public static Contributions none() {
        return NONE;
    }

    /**
     * Starts a set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the tools in the order in which they were added.
     *
     * @return the tools
     */
    public List<ToolContribution> tools() {
        return tools;
    }

    /**
     * Returns the prompts in the order in which they were added.
     *
     * @return the prompts
     */
    public List<PromptContribution> prompts() {
        return prompts;
    }

    /**
     * Returns the connectors by URI scheme, in the order in which they were added.
     *
     * @return the connectors
     */
    public Map<String, ResourceConnector> connectors() {
        return connectors;
    }

    /**
     * Returns the completions by what they complete.
     *
     * @return the completions
     */
    public Map<CompletionReference, CompletionHandler> completions() {
        return completions;
    }

    /**
     * Returns the authenticators by scheme, in the order in which they were added. A preview, see
     * {@link AuthenticatorHandler}.
     *
     * @return the authenticators
     */
    public Map<String, AuthenticatorHandler> authenticators() {
        return authenticators;
    }

    /**
     * Returns the names of the annotated tools and prompts that are not offered while these contributions hold.
     *
     * @return the names, as the plugin writes them
     */
    public Set<String> withheld() {
        return withheld;
    }

    /** Collects contributions. Not safe for use by several threads. */
    @Stable
    public static final class Builder {
        private final List<ToolContribution> tools = new ArrayList<>();
        private final List<PromptContribution> prompts = new ArrayList<>();
        private final Map<String, ResourceConnector> connectors = new LinkedHashMap<>();
        private final Map<CompletionReference, CompletionHandler> completions = new LinkedHashMap<>();
        private final Map<String, AuthenticatorHandler> authenticators = new LinkedHashMap<>();
        private final Set<String> toolNames = new LinkedHashSet<>();
        private final Set<String> promptNames = new LinkedHashSet<>();
        private final Set<String> withheld = new LinkedHashSet<>();

        private Builder() {}

        /**
         * Adds a tool.
         *
         * @param definition what clients see
         * @param handler what runs
         * @return this builder
         * @throws IllegalArgumentException if a tool of that name was added before
         */
        public Builder tool(ToolDefinition definition, ToolHandler handler) {
            if (!toolNames.add(definition.name())) {
                throw new IllegalArgumentException("Two tools are named '" + definition.name() + "'; rename one");
            }
            tools.add(new ToolContribution(definition, handler));
            return this;
        }

        /**
         * Adds a prompt.
         *
         * @param definition what clients see
         * @param handler what runs
         * @return this builder
         * @throws IllegalArgumentException if a prompt of that name was added before
         */
        public Builder prompt(PromptDefinition definition, PromptHandler handler) {
            if (!promptNames.add(definition.name())) {
                throw new IllegalArgumentException("Two prompts are named '" + definition.name() + "'; rename one");
            }
            prompts.add(new PromptContribution(definition, handler));
            return this;
        }

        /**
         * Adds the connector for a URI scheme.
         *
         * @param scheme the scheme without {@code ://}, lower case, such as {@code notes}
         * @param connector what lists and reads
         * @return this builder
         * @throws IllegalArgumentException if the scheme is illegal (RFC 3986, section 3.1, lower case) or was added
         *             before
         */
        public Builder connector(String scheme, ResourceConnector connector) {
            if (!isScheme(scheme)) {
                throw new IllegalArgumentException("'" + scheme
                        + "' is not a URI scheme; use a lower-case letter, then letters, digits, '+', '-' or '.'");
            }
            if (connectors.putIfAbsent(scheme, connector) != null) {
                throw new IllegalArgumentException("Two connectors serve the scheme '" + scheme + "'; keep one");
            }
            return this;
        }

        /**
         * Adds a completion for an argument of a prompt or of a resource template.
         *
         * @param reference what is completed
         * @param handler what runs
         * @return this builder
         * @throws IllegalArgumentException if there is one for the same argument already
         */
        public Builder completion(CompletionReference reference, CompletionHandler handler) {
            if (completions.putIfAbsent(reference, handler) != null) {
                throw new IllegalArgumentException("Two completions serve " + reference + "; keep one");
            }
            return this;
        }

        /**
         * Adds an authenticator for a scheme of the {@code Authorization} header. A preview, see
         * {@link AuthenticatorHandler}.
         *
         * @param scheme the scheme in lower case, such as {@code hmac}; {@code bearer} is the host's own
         * @param handler what finds out who credentials are of
         * @return this builder
         * @throws IllegalArgumentException if the scheme is not of lower-case letters, digits and {@code -}, starting
         *             with a letter, at most 32, or is {@code bearer}, or was added before
         */
        public Builder authenticator(String scheme, AuthenticatorHandler handler) {
            if (!isAuthenticationScheme(scheme) || scheme.equals("bearer")) {
                throw new IllegalArgumentException(
                        "'" + scheme + "' is no scheme for an authenticator; use a lower-case"
                                + " letter, then letters, digits or '-', at most 32, and not 'bearer'");
            }
            if (authenticators.putIfAbsent(scheme, handler) != null) {
                throw new IllegalArgumentException("Two authenticators serve the scheme '" + scheme + "'; keep one");
            }
            return this;
        }

        private static boolean isAuthenticationScheme(String scheme) {
            return !scheme.isEmpty() && scheme.length() <= 32 && scheme.charAt(0) >= 'a' && scheme.charAt(0) <= 'z'
                    && scheme.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        }

        /**
         * Withholds an annotated tool or prompt: it is not offered while these contributions hold, because the
         * configuration turned it off, say, or because the credentials do not suffice for it. Contributions that do not
         * withhold it bring it back, without a new approval; calls of it that run end as they would. Saying it twice is
         * saying it once.
         *
         * {@snippet :
         * Contributions.Builder offered = Contributions.builder();
         * if (!configuration.writes()) {
         *     offered.withhold("create_issue");
         * }
         * context.publish(offered.build());
         * }
         *
         * @param name the name of a tool or prompt of an annotated method, without the namespace. One that no annotated
         *            method has is an {@link IllegalArgumentException} of {@link PluginContext#publish}, and fails the
         *            start of the instance
         * @return this builder
         */
        public Builder withhold(String name) {
            withheld.add(name);
            return this;
        }

        /**
         * Adds all of another set.
         *
         * @param other the other set
         * @return this builder
         * @throws IllegalArgumentException if a name, a scheme, a completed argument or an authenticator's scheme is in
         *             both
         */
        public Builder addAll(Contributions other) {
            other.tools.forEach(tool -> tool(tool.definition(), tool.handler()));
            other.prompts.forEach(prompt -> prompt(prompt.definition(), prompt.handler()));
            other.connectors.forEach(this::connector);
            other.completions.forEach(this::completion);
            other.authenticators.forEach(this::authenticator);
            other.withheld.forEach(this::withhold);
            return this;
        }

        /**
         * Returns the set.
         *
         * @return the contributions added so far
         */
        public Contributions build() {
            return new Contributions(this);
        }

        private static boolean isScheme(String scheme) {
            if (scheme.isEmpty() || scheme.charAt(0) < 'a' || scheme.charAt(0) > 'z') {
                return false;
            }
            return scheme.chars()
                    .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0);
        }
    }
}
