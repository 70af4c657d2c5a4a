package dev.patchbay.host;

import dev.patchbay.api.security.AuthenticatorHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which instances contribute authenticators. Changed by the host's thread, read by any. */
final class ContributedAuthenticators {
    private final Map<String, Served> instances = new ConcurrentHashMap<>();

    void put(String instance, Served served) {
        instances.put(instance, served);
    }

    void remove(String instance) {
        instances.remove(instance);
    }

    /** Those for a scheme; more than one if several instances contribute it. */
    List<ContributedAuthenticator> of(String scheme) {
        return instances.values().stream().flatMap(served -> of(served, scheme)).toList();
    }

    private static Stream<ContributedAuthenticator> of(Served served, String scheme) {
        return Stream.of(served.declared(), served.dynamic())
                .flatMap(prepared -> Optional.ofNullable(prepared.authenticators().get(scheme)).stream())
                .map(handler -> of(served, handler));
    }

    private static ContributedAuthenticator of(Served served, AuthenticatorHandler handler) {
        return new ContributedAuthenticator(served.generation().pool(), handler);
    }
}
