package dev.patchbay.security.token;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An authorization server whose tokens are taken. Immutable. */
public final class IssuerSettings {
    /** The algorithms there are. Nothing with a shared secret, nothing without a signature, nothing with SHA-1. */
    public static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256", "ES384", "EdDSA");
    /** The algorithms that are taken if none are named. */
    public static final Set<String> DEFAULT_ALGORITHMS = Set.of("RS256", "PS256", "ES256");

    private final String issuer;
    private final @Nullable URI keys;
    private final Set<String> algorithms;
    private final @Nullable Duration maxLifetime;
    private final @Nullable IntrospectionSettings introspection;

    private IssuerSettings(Builder builder) {
        this.issuer = builder.issuer;
        this.keys = builder.keys;
        this.algorithms = Set.copyOf(builder.algorithms);
        this.maxLifetime = builder.maxLifetime;
        this.introspection = builder.introspection;
    }

    /**
     * Starts the settings of an issuer.
     *
     * @param issuer its identifier, compared character by character with the claim {@code iss}
     * @return a new builder
     */
    public static Builder builder(String issuer) {
        return new Builder(issuer);
    }

    /**
     * Returns the identifier of the issuer.
     *
     * @return a URL
     */
    public String issuer() {
        return issuer;
    }

    /**
     * Returns where its keys are.
     *
     * @return the URL of its key set; empty if its metadata tells
     */
    public Optional<URI> keys() {
        return Optional.ofNullable(keys);
    }

    /**
     * Returns the algorithms it signs with.
     *
     * @return some of {@link #ALGORITHMS}
     */
    public Set<String> algorithms() {
        return algorithms;
    }

    /**
     * Returns how long a token may be valid in all.
     *
     * @return the longest lifetime, if there is one
     */
    public Optional<Duration> maxLifetime() {
        return Optional.ofNullable(maxLifetime);
    }

    /**
     * Returns how it is asked about opaque tokens.
     *
     * @return the settings, if it is asked
     */
    public Optional<IntrospectionSettings> introspection() {
        return Optional.ofNullable(introspection);
    }

    /** Collects settings. Not safe for use by several threads. */
    public static final class Builder {
        private final String issuer;
        private @Nullable URI keys;
        private Set<String> algorithms = DEFAULT_ALGORITHMS;
        private @Nullable Duration maxLifetime;
        private @Nullable IntrospectionSettings introspection;

        private Builder(String issuer) {
            URI uri = URI.create(issuer);
            if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null
                    || uri.getRawUserInfo() != null
                    || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                throw new IllegalArgumentException("'" + issuer
                        + "' is no issuer: use an https URL without user, query and fragment (RFC 8414, section 2)");
            }
            this.issuer = issuer;
        }

        /**
         * Sets where its keys are, in place of what its metadata says.
         *
         * @param keys the URL of its key set
         * @return this builder
         */
        public Builder keys(URI keys) {
            this.keys = keys;
            return this;
        }

        /**
         * Sets the algorithms it signs with.
         *
         * @param algorithms some of {@link #ALGORITHMS}
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one is not among them
         */
        public Builder algorithms(Set<String> algorithms) {
            if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
                throw new IllegalArgumentException("Tokens are signed with some of " + new TreeSet<>(ALGORITHMS)
                        + ", not " + algorithms);
            }
            this.algorithms = algorithms;
            return this;
        }

        /**
         * Sets how long a token may be valid in all, from {@code iat} to {@code exp}.
         *
         * @param maxLifetime the longest lifetime
         * @return this builder
         */
        public Builder maxLifetime(Duration maxLifetime) {
            this.maxLifetime = maxLifetime;
            return this;
        }

        /**
         * Sets how it is asked about opaque tokens.
         *
         * @param introspection the settings
         * @return this builder
         */
        public Builder introspection(IntrospectionSettings introspection) {
            this.introspection = introspection;
            return this;
        }

        /**
         * Returns the settings.
         *
         * @return the settings
         */
        public IssuerSettings build() {
            return new IssuerSettings(this);
        }
    }
}
