package dev.patchbay.benchmarks.jmh;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.codec.ModernCodec;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a result to the bytes that are sent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeBenchmark {
    private final RequestId id = RequestId.of(1);
    private final ServerCodec codec = new ModernCodec().server(Implementation.of("patchbay", "1.0"));
    private final CallToolResult result = CallToolResult.text("Hello, Patchbay");
    private final ListToolsResult list = new ListToolsResult(IntStream.range(0, 1000).mapToObj(EncodeBenchmark::tool)
            .toList(), null, CacheHints.NONE, Map.of());
    private final byte[] kept = codec.encodeResult(list);

    private static Tool tool(int number) {
        return new Tool("echo_" + number, null, "Returns the message it was given, and that it is number " + number,
                Map.of("type", "object", "properties", Map.of("message", Map.of("type", "string"))), null, null,
                List.of(), Map.of());
    }

    /** The answer to a call. */
    @Benchmark
    public byte[] call() {
        return codec.encodeResponse(id, result);
    }

    /** A page of 1000 tools, as it is written once for all who see the same. */
    @Benchmark
    public byte[] pageOfTools() {
        return codec.encodeResult(list);
    }

    /** The same page from the bytes that are kept, as each request for it gets it. */
    @Benchmark
    public byte[] keptPageOfTools() {
        return RpcWriter.result(id, kept);
    }
}
