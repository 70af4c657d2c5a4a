package dev.patchbay.benchmarks.jmh;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.codec.ModernCodec;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a call to the request that the pipeline is handed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
    private static final byte[] CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo",\
            "arguments":{"message":"Hello, Patchbay"},\
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientInfo":{"name":"benchmark","version":"1"},\
            "io.modelcontextprotocol/clientCapabilities":{}}}}""".getBytes(StandardCharsets.UTF_8);

    private final RpcReader reader = new RpcReader(JsonReader.withDefaults());
    private final ServerCodec codec = new ModernCodec().server(Implementation.of("patchbay", "1.0"));

    /** JSON and the envelope of JSON-RPC alone. */
    @Benchmark
    public RpcMessage message() {
        return reader.read(CALL);
    }

    /** All of it, with the {@code _meta} and the parameters of the call. */
    @Benchmark
    public ClientRequest request() {
        return codec.decodeRequest((RpcRequest) reader.read(CALL)).orElseThrow();
    }
}
