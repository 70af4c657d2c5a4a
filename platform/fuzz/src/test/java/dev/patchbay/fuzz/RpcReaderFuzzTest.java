package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import dev.patchbay.protocol.rpc.RpcWriter;

/** The JSON-RPC reader gives a message or one of two errors, and every message comes back as it was written. */
class RpcReaderFuzzTest {
    private final RpcReader reader = new RpcReader(JsonReader.withDefaults());

    @FuzzTest
    void comesBackAsItWasWritten(byte[] bytes) {
        RpcMessage message;
        try {
            message = reader.read(bytes);
        } catch (RpcException e) {
            assertThat(e.error().code()).isIn(ErrorCode.PARSE_ERROR, ErrorCode.INVALID_REQUEST);
            return;
        }
        switch (message) {
            case RpcRequest request -> assertThat(reader.read(RpcWriter.request(request))).isEqualTo(request);
            case RpcNotification notification ->
                    assertThat(reader.read(RpcWriter.notification(notification))).isEqualTo(notification);
            case RpcResultResponse result ->
                    assertThat(reader.read(RpcWriter.result(result.id(), result.result()))).isEqualTo(result);
            case RpcErrorResponse error ->
                    assertThat(reader.read(RpcWriter.error(error.id(), error.error()))).isEqualTo(error);
            case RpcBatch batch -> assertThat(batch.elements()).isNotNull();
        }
    }
}
