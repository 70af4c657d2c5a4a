package dev.patchbay.endpoint.legacy;

import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.list.ServedLists;
import dev.patchbay.protocol.codec.ServerCodec;

/** One legacy revision as it is served. */
record LegacyRevision(ServerCodec codec, ServedLists lists) {
    static LegacyRevision of(ServerCodec codec, ListOptions options) {
        return new LegacyRevision(codec, new ServedLists(codec, options));
    }
}
