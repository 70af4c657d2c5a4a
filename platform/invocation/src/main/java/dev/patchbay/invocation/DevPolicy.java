package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import java.util.Optional;

/** Allows everything; for dev mode only, where the only caller is the one on this machine. */
public final class DevPolicy implements Authorizer {
    @Override
    public Optional<String> refuse(Caller caller, Target target) {
        return Optional.empty();
    }
}
