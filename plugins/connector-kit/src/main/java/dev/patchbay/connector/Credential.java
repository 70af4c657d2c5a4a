package dev.patchbay.connector;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.config.Secret;

/**
 * Where the token of a request comes from; asked for every request, since an administrator may change it at any time.
 *
 * {@snippet :
 * RestClient.builder(context.http(), "GitHub", url).credential(call -> context.secret("github.token"))
 * }
 *
 * <p>Threads: called by several at once.
 */
@FunctionalInterface
public interface Credential {
    /**
     * Returns the token for a request.
     *
     * @param call the call that the request belongs to
     * @return the token, sent as {@code Authorization: Bearer}
     */
    Secret token(Call call);

    /**
     * Hears that the service refused a token with 401. One that was obtained and kept should be forgotten then.
     *
     * @param token the token
     * @return whether another one may be had at once; the request is sent once more then
     */
    default boolean refused(Secret token) {
        return false;
    }
}
