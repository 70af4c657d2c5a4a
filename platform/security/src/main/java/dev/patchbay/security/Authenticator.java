package dev.patchbay.security;

/**
 * Finds the client behind a request. Asked once for each request, whatever the transport.
 *
 * <p>Threads: any, I/O threads too, so it must not block.
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Finds the client.
     *
     * @param credentials what the request brings
     * @return the client, or why nobody is served
     */
    Authentication authenticate(Credentials credentials);
}
