package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.list.SeenLists;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.ServerCapabilities;
import dev.patchbay.protocol.codec.RevisionCodec;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import dev.patchbay.protocol.rpc.RpcRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens sessions: agrees on a revision and says who we are. Safe for all threads. */
final class Handshake {
    private static final ServerCapabilities CAPABILITIES = new ServerCapabilities(new ServerCapabilities.Tools(true),
            new ServerCapabilities.Resources(true, true), new ServerCapabilities.Prompts(true), true, true, Map.of(),
            Map.of());

    private final Implementation identity;
    private final @Nullable String instructions;
    private final Pipeline pipeline;
    private final Sessions sessions;
    private final LegacyOptions options;
    private final Map<Revision, LegacyRevision> revisions = new EnumMap<>(Revision.class);
    private final Revision latest;

    Handshake(Implementation identity, @Nullable String instructions, Pipeline pipeline, ListOptions lists,
            LegacyOptions options, Sessions sessions) {
        this.identity = identity;
        this.instructions = instructions;
        this.pipeline = pipeline;
        this.sessions = sessions;
        this.options = options;
        for (RevisionCodec codec : RevisionCodec.all()) {
            if (!codec.revision().isModern()) {
                revisions.put(codec.revision(), LegacyRevision.of(codec.server(identity), lists));
            }
        }
        this.latest = revisions.keySet().stream().max(Revision::compareTo).orElseThrow();
    }

    /**
     * A session that was opened.
     *
     * @param session the session
     * @param response what its client is answered
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Opened(LegacySession session, byte[] response) {}

    /** Whether sessions of a revision can be opened. */
    boolean serves(Revision revision) {
        return revisions.containsKey(revision);
    }

    /**
     * Opens a session: in the revision that the client wants if it is served, else in the latest.
     *
     * @param only the stream that all of the session goes through; null if it can have many
     * @throws InvalidParamsException if the request is malformed
     */
    Opened open(Caller caller, RpcRequest request, @Nullable SessionStream only) {
        Revision revision = request.params().get("protocolVersion") instanceof String wanted
                ? Revision.of(wanted).filter(revisions::containsKey).orElse(latest)
                : latest;
        LegacyRevision served = Objects.requireNonNull(revisions.get(revision));
        InitializeRequest initialize = (InitializeRequest) served.codec().decodeRequest(request).orElseThrow();
        LegacySession session = new LegacySession(sessions.newId(), caller, served, initialize.capabilities(),
                new SeenLists(pipeline.view(caller)), options, sessions.kept(), only);
        sessions.add(session);
        return new Opened(session, served.codec().encodeResponse(request.id(),
                new InitializeResult(revision.text(), CAPABILITIES, identity, instructions, Map.of())));
    }
}
