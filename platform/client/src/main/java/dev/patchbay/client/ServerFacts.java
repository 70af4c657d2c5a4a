package dev.patchbay.client;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.ServerCapabilities;
import org.jspecify.annotations.Nullable;

/** What a server said of itself when the connection was made. */
record ServerFacts(@Nullable Implementation info, ServerCapabilities capabilities, @Nullable String instructions) {}
