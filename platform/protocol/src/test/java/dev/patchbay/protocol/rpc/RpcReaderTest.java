package dev.patchbay.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.protocol.json.JsonReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcReaderTest {
    private static final RpcReader READER = new RpcReader(JsonReader.withDefaults());

    private static RpcMessage read(String text) {
        return READER.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRequestHasIdMethodAndParams() {
        assertThat(read("{'jsonrpc':'2.0','id':1,'method':'ping','params':{'a':[1]}}"))
                .isEqualTo(new RpcRequest(RequestId.of(1), "ping", Map.of("a", List.of(1L))));
        assertThat(read("{'jsonrpc':'2.0','id':'x','method':'ping'}"))
                .isEqualTo(new RpcRequest(RequestId.of("x"), "ping", Map.of()));
    }

    @Test
    void aLongIdIsEchoedExactly() {
        var id = new RequestId(new BigInteger("123456789012345678901234567890"));
        var request = (RpcRequest) read("{'jsonrpc':'2.0','id':123456789012345678901234567890,'method':'ping'}");

        assertThat(request.id()).isEqualTo(id);
        assertThat(new String(RpcWriter.result(id, "{}".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"result\":{}}");
    }

    @Test
    void aNotificationHasNoId() {
        assertThat(read("{'jsonrpc':'2.0','method':'n'}")).isEqualTo(new RpcNotification("n", Map.of()));
    }

    @Test
    void aResponseHasAResultOrAnError() {
        assertThat(read("{'jsonrpc':'2.0','id':1,'result':{'a':1}}"))
                .isEqualTo(new RpcResultResponse(RequestId.of(1), Map.of("a", 1L)));
        assertThat(read("{'jsonrpc':'2.0','id':1,'error':{'code':-32601,'message':'no','data':[]}}"))
                .isEqualTo(new RpcErrorResponse(RequestId.of(1), new RpcError(-32601, "no", List.of())));
        assertThat(read("{'jsonrpc':'2.0','error':{'code':-32700,'message':'no'}}"))
                .isEqualTo(new RpcErrorResponse(null, new RpcError(-32700, "no", null)));
    }

    @Test
    void anArrayIsABatchWhoseElementsAreReadOneByOne() {
        var batch = (RpcBatch) read("[{'jsonrpc':'2.0','method':'n'},5]");

        assertThat(RpcReader.message(batch.elements().getFirst())).isEqualTo(new RpcNotification("n", Map.of()));
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> RpcReader.message(batch.elements().get(1)))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(-32600));
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(read("{'jsonrpc':'2.0','method':'n','x':1}")).isEqualTo(new RpcNotification("n", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Method", "METHOD", "Id", "iD", "jsonRPC", "Params", "paramſ", "Result", "Error"})
    void caseVariantsOfTheEnvelopeAreRefused(String key) {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> read("{'jsonrpc':'2.0','id':1,'method':'ping','" + key + "':'x'}"))
                .withMessageContaining("only in case")
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(-32600));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"5|an object, was an integer", "null|an object, was null",
        "{'id':1,'method':'m'}|jsonrpc", "{'jsonrpc':'1.0','id':1,'method':'m'}|jsonrpc",
        "{'jsonrpc':2.0,'id':1,'method':'m'}|jsonrpc", "{'jsonrpc':'2.0','id':1,'method':5}|method must be",
        "{'jsonrpc':'2.0','id':null,'method':'m'}|id must be a string or an integer, was null",
        "{'jsonrpc':'2.0','id':1.5,'method':'m'}|id must be", "{'jsonrpc':'2.0','id':1.0,'method':'m'}|id must be",
        "{'jsonrpc':'2.0','id':{},'method':'m'}|id must be", "{'jsonrpc':'2.0','id':true,'method':'m'}|id must be",
        "{'jsonrpc':'2.0','id':1,'method':'m','params':[1]}|params must be an object, was an array",
        "{'jsonrpc':'2.0','id':1,'method':'m','params':null}|params must be",
        "{'jsonrpc':'2.0','id':1,'method':'m','result':{}}|no result", "{'jsonrpc':'2.0','id':1}|a method",
        "{'jsonrpc':'2.0','id':1,'result':{},'error':{'code':1,'message':'m'}}|a method",
        "{'jsonrpc':'2.0','id':1,'result':5}|result must be", "{'jsonrpc':'2.0','result':{}}|id must be",
        "{'jsonrpc':'2.0','id':1,'error':5}|error must be",
        "{'jsonrpc':'2.0','id':1,'error':{'code':'x','message':'m'}}|error.code",
        "{'jsonrpc':'2.0','id':1,'error':{'code':99999999999,'message':'m'}}|error.code",
        "{'jsonrpc':'2.0','id':1,'error':{'code':1}}|error.message"})
    void whatIsNoMessageIsRefused(String text, String problem) {
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> read(text)).withMessageContaining(problem)
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(-32600));
    }

    @Test
    void theErrorKnowsTheIdIfItCouldBeRead() {
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> read("{'jsonrpc':'2.0','id':7,'method':5}"))
                .satisfies(e -> assertThat(e.id()).contains(RequestId.of(7)));
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> read("{'jsonrpc':'2.0','id':[],'method':'m'}"))
                .satisfies(e -> assertThat(e.id()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'method':'a','method':'b'}", "{'jsonrpc':'2.0','id':1,'method':'\\u0000'}"})
    void whatIsNoJsonIsAParseError(String text) {
        assertThatExceptionOfType(RpcException.class).isThrownBy(() -> read(text))
                .withMessageStartingWith("Parse error")
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(-32700));
    }
}
