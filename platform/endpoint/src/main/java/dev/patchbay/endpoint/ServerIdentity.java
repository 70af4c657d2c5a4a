package dev.patchbay.endpoint;

import dev.patchbay.protocol.Implementation;
import org.jspecify.annotations.Nullable;

/**
 * Who this server is.
 *
 * @param implementation name and version
 * @param instructions how a model should use the server, null for nothing to say
 */
public record ServerIdentity(Implementation implementation, @Nullable String instructions) {}
