package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.Revision;
import java.util.List;
import java.util.Optional;

/** How one revision of MCP stands in JSON, for both sides. Immutable and safe for all threads, as all codecs are. */
public interface RevisionCodec {
    Revision revision();

    /** The server's side; a modern codec puts the identity into every result. */
    ServerCodec server(Implementation serverInfo);

    /** The client's side. */
    ClientCodec client();

    /** The codec of a revision, if it is served. */
    static Optional<RevisionCodec> of(Revision revision) {
        return all().stream().filter(codec -> codec.revision() == revision).findFirst();
    }

    /** The codecs there are, newest first. */
    static List<RevisionCodec> all() {
        return List.of(new ModernCodec(), new LegacyCodec(Revision.V2025_11_25),
                new LegacyCodec(Revision.V2025_06_18), new LegacyCodec(Revision.V2025_03_26),
                new LegacyCodec(Revision.V2024_11_05));
    }
}
