package dev.patchbay.endpoint.list;

import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.PreparedGzip;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A result object serialized once and sent many times; only the id around it differs. A large one lies outside of the
 * heap, where the socket takes it from without a copy. Immutable.
 */
public final class PreparedResult {
    private static final int LARGE = 2 * 1024;
    private static final int MAX_COMPRESSED_HEAD = 4 * 1024;
    private static final byte[] HEAD = "{\"jsonrpc\":\"2.0\",\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESULT = ",\"result\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'}'};

    private final byte[] json;
    private final ByteBuffer outside;
    /** Made for the first client that takes it. */
    private volatile @Nullable PreparedGzip compressed;

    public PreparedResult(byte[] json) {
        this.json = json;
        if (json.length < LARGE) {
            this.outside = ByteBuffer.allocate(0);
        } else {
            this.outside = ByteBuffer.allocateDirect(json.length + END.length).put(json).put(END).flip();
        }
    }

    public byte[] json() {
        return json;
    }

    /** Answers a request with it. */
    public void answer(HttpExchange exchange, RequestId id) {
        if (json.length < LARGE) {
            exchange.answer(200, RpcWriter.result(id, json));
            return;
        }
        byte[] idJson = id.value() instanceof String text
                ? RawJson.serialize(text).utf8()
                : id.value().toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer head = ByteBuffer.allocate(HEAD.length + idJson.length + RESULT.length).put(HEAD).put(idJson)
                .put(RESULT).flip();
        if (exchange.compressesList(json.length) && head.remaining() <= MAX_COMPRESSED_HEAD) {
            exchange.answerCompressed(200, compressed().behind(head.array()));
        } else {
            exchange.answer(200, new ByteBuffer[]{head, outside.duplicate()});
        }
    }

    private PreparedGzip compressed() {
        PreparedGzip known = compressed;
        if (known == null) {
            byte[] body = Arrays.copyOf(json, json.length + END.length);
            System.arraycopy(END, 0, body, json.length, END.length);
            known = new PreparedGzip(body);
            compressed = known;
        }
        return known;
    }
}
