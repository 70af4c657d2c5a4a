package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.lifecycle.DiscoverRequest;
import dev.patchbay.protocol.lifecycle.DiscoverResult;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.notification.SubscriptionsListenResult;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.CompleteResult;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.prompt.GetPromptResult;
import dev.patchbay.protocol.prompt.ListPromptsRequest;
import dev.patchbay.protocol.prompt.ListPromptsResult;
import dev.patchbay.protocol.resource.ListResourceTemplatesRequest;
import dev.patchbay.protocol.resource.ListResourceTemplatesResult;
import dev.patchbay.protocol.resource.ListResourcesRequest;
import dev.patchbay.protocol.resource.ListResourcesResult;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.resource.ReadResourceResult;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsRequest;
import dev.patchbay.protocol.tool.ListToolsResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each result as a client reads it: as the server wrote it, with unknown members, and without required ones. */
class ResultMembersTest {
    private static final Map<Class<?>, Class<?>> REQUEST_OF = Map.ofEntries(
            Map.entry(CallToolResult.class, CallToolRequest.class),
            Map.entry(InputRequiredResult.class, CallToolRequest.class),
            Map.entry(ListToolsResult.class, ListToolsRequest.class),
            Map.entry(ListResourcesResult.class, ListResourcesRequest.class),
            Map.entry(ListResourceTemplatesResult.class, ListResourceTemplatesRequest.class),
            Map.entry(ReadResourceResult.class, ReadResourceRequest.class),
            Map.entry(ListPromptsResult.class, ListPromptsRequest.class),
            Map.entry(GetPromptResult.class, GetPromptRequest.class),
            Map.entry(CompleteResult.class, CompleteRequest.class),
            Map.entry(DiscoverResult.class, DiscoverRequest.class),
            Map.entry(InitializeResult.class, InitializeRequest.class),
            Map.entry(SubscriptionsListenResult.class, SubscriptionsListenRequest.class));

    static Stream<Arguments> results() {
        List<Arguments> rows = new ArrayList<>();
        for (Revision revision : Revision.values()) {
            for (McpResult result : revision.isModern() ? Samples.modernResults() : Samples.legacyResults(revision)) {
                Class<?> type = REQUEST_OF.get(result.getClass());
                List<ClientRequest> requests = Samples.requests(revision);
                if (type != null) {
                    ClientRequest request = requests.stream().filter(type::isInstance).findFirst().orElseThrow();
                    rows.add(Arguments.of(revision, request, result));
                }
            }
        }
        return rows.stream();
    }

    private static Map<String, Object> encoded(Revision revision, McpResult result) {
        byte[] json = RevisionCodec.of(revision).orElseThrow().server(Samples.FULL_INFO).encodeResult(result);
        return JsonReader.withDefaults().readObject(json);
    }

    private static McpResult decoded(Revision revision, ClientRequest request, Map<String, Object> json) {
        return RevisionCodec.of(revision).orElseThrow().client().decodeResult(request, json);
    }

    /** What is left of a result that this revision wrote: the server's identity comes, cache hints go. */
    private static Map<String, Object> comparable(Revision revision, Map<String, Object> json) {
        Map<String, Object> plain = new LinkedHashMap<>(json);
        Map<String, Object> meta = new LinkedHashMap<>(Json.object(plain.getOrDefault("_meta", Map.of())));
        meta.remove(MetaKeys.SERVER_INFO);
        plain.put("_meta", meta);
        if (!revision.isModern()) {
            plain.put("ttlMs", CacheHints.NONE.ttlMs());
        }
        return plain;
    }

    @ParameterizedTest
    @MethodSource("results")
    void aClientReadsTheResultAServerWrote(Revision revision, ClientRequest request, McpResult result) {
        Map<String, Object> written = encoded(revision, result);
        McpResult read = decoded(revision, request, written);

        assertThat(read).hasSameClassAs(result);
        assertThat(comparable(revision, encoded(revision, read))).isEqualTo(comparable(revision, written));
    }

    @ParameterizedTest
    @MethodSource("results")
    void unknownMembersChangeNothing(Revision revision, ClientRequest request, McpResult result) {
        Map<String, Object> json = encoded(revision, result);
        McpResult before = decoded(revision, request, json);
        json.put("x-unknown", List.of(1L));

        assertThat(decoded(revision, request, json)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("results")
    void aMemberOfAWrongTypeIsNamed(Revision revision, ClientRequest request, McpResult result) {
        for (String member : encoded(revision, result).keySet()) {
            if (member.equals("cacheScope") || member.equals("structuredContent") || member.equals("isError")) {
                continue;
            }
            Map<String, Object> json = encoded(revision, result);
            json.put(member, true);

            assertThatExceptionOfType(InvalidParamsException.class).as(member)
                    .isThrownBy(() -> decoded(revision, request, json)).withMessageContaining("result." + member);
        }
    }
}
