package dev.patchbay.admin;

import dev.patchbay.admin.account.OpenIdOptions;
import dev.patchbay.admin.account.PasswordCost;
import dev.patchbay.http.HttpOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How the administration interface runs.
 *
 * @param data the data folder
 * @param http where it listens; the body limit is the interface's own
 * @param cost of checking a password
 * @param clock the time
 * @param openId how administrators sign in elsewhere, if they may
 */
public record AdminOptions(Path data, HttpOptions http, PasswordCost cost, InstantSource clock,
        Optional<OpenIdOptions> openId) {
    /** The biggest body of a request. */
    public static final int MAX_BODY = 1024 * 1024;

    /** Without an OpenID provider. */
    public AdminOptions(Path data, HttpOptions http, PasswordCost cost, InstantSource clock) {
        this(data, http, cost, clock, Optional.empty());
    }

    /**
     * Returns the options of the product.
     *
     * @param data the data folder
     * @param http where it listens
     * @return the options
     */
    public static AdminOptions of(Path data, HttpOptions http) {
        return new AdminOptions(data, http, PasswordCost.PRODUCT, InstantSource.system());
    }

    /**
     * Returns the same options with a provider.
     *
     * @param provider how administrators sign in elsewhere, if they may
     * @return the options
     */
    public AdminOptions with(Optional<OpenIdOptions> provider) {
        return new AdminOptions(data, http, cost, clock, provider);
    }
}
