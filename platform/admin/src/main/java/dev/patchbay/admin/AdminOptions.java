package dev.patchbay.admin;

import dev.patchbay.admin.account.PasswordCost;
import dev.patchbay.http.HttpOptions;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How the administration interface runs.
 *
 * @param data the data folder
 * @param http where it listens; the body limit is the interface's own
 * @param cost of checking a password
 * @param clock the time
 */
public record AdminOptions(Path data, HttpOptions http, PasswordCost cost, InstantSource clock) {
    /** The biggest body of a request. */
    public static final int MAX_BODY = 1024 * 1024;

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
}
