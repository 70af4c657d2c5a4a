package dev.patchbay.invocation.budget;

import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.JsonSchema;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A budget with a clock of its own, and what a client does with what it gets: following the links to the end. */
final class Results {
    static final String OWNER = "ada";

    final HandClock clock = new HandClock();
    final Map<String, Budget> own = new HashMap<>();
    final ResultBudget station;

    Results(Budget standard) {
        this(BudgetOptions.DEFAULT.withStandard(standard));
    }

    Results(BudgetOptions options) {
        station = new ResultBudget(options, client -> Optional.ofNullable(own.get(client)), clock, new SecureRandom());
    }

    static ToolEntry tool(@Nullable Map<String, Object> outputSchema, String... arguments) {
        Map<String, Object> properties = new HashMap<>();
        for (String argument : arguments) {
            properties.put(argument, Map.of("type", "string"));
        }
        ToolDefinition.Builder builder = ToolDefinition.builder("list", "Lists")
                .inputSchema(Map.of("type", "object", "properties", properties));
        ToolDefinition definition = (outputSchema == null ? builder : builder.outputSchema(outputSchema)).build();
        return new ToolEntry("team_list", definition, "hash", JsonSchema.compile(definition.inputSchema()),
                definition.outputSchema().map(JsonSchema::compile), call -> CallToolResult.text(""), new NoRuntime());
    }

    ResultBudget.Fitted fit(ToolEntry tool, CallToolResult result) {
        ResultBudget.Fitted fitted = station.fit(new BudgetedCall(OWNER, "team_list", Map.of("q", "x"), tool), result,
                0);
        fitted.keep().run();
        return fitted;
    }

    CallToolResult cut(CallToolResult result) {
        return fit(tool(null), result).result();
    }

    /** The link to the rest, which is the last block. */
    static String rest(CallToolResult result) {
        if (result.content().getLast() instanceof ResourceLink link) {
            return link.uri();
        }
        throw new AssertionError("No link in " + result.content());
    }

    /** The pages from one on, each without the line that names the next. */
    List<List<ResourceContents>> pages(String first) {
        List<List<ResourceContents>> pages = new ArrayList<>();
        for (String uri = first; !uri.isEmpty();) {
            List<ResourceContents> contents = page(uri);
            pages.add(contents.subList(0, contents.size() - 1));
            String end = text(contents.getLast());
            int next = end.indexOf("The next page: ");
            uri = next < 0 ? "" : end.substring(next + "The next page: ".length(), end.indexOf(", kept until"));
        }
        return pages;
    }

    List<ResourceContents> page(String uri) {
        return station.page(OWNER, uri).orElseThrow(() -> new AssertionError("No page " + uri)).result().contents();
    }

    static String text(ResourceContents contents) {
        return contents instanceof TextResourceContents text ? text.text() : "";
    }

    static String text(ContentBlock block) {
        return block instanceof TextContent text ? text.text() : "";
    }

    /** How large a page is. */
    static TextSize size(List<ResourceContents> page) {
        TextSize size = TextSize.ZERO;
        for (ResourceContents contents : page) {
            size = size.plus(switch (contents) {
                case TextResourceContents text -> TextSize.of(text.text());
                case BlobResourceContents blob -> Pager.size(new Part.Bytes(blob.blob(),
                        blob.mimeType().orElse("")));
            });
        }
        return size;
    }

    static ContentBlock embedded(String uri, String text) {
        return new EmbeddedResource(new TextResourceContents(uri, Optional.of("text/markdown"), text),
                dev.patchbay.api.content.Annotations.none());
    }

    /** Text of all kinds of characters and lines. */
    static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            switch (random.nextInt(12)) {
                case 0 -> text.append('\n');
                case 1 -> text.append("\r\n");
                case 2 -> text.append("\n\n");
                case 3 -> text.append("é");
                case 4 -> text.append("字字");
                case 5 -> text.appendCodePoint(0x1F600);
                case 6 -> text.append("\"\\\t");
                default -> text.append("plain words and ".repeat(1 + random.nextInt(6)));
            }
        }
        return text.toString();
    }

    static Map<String, Object> item(Random random, int number) {
        return Map.of("id", number, "name", text(random, random.nextInt(120)), "tags",
                List.of("a", random.nextInt(), random.nextBoolean()));
    }

    private record NoRuntime() implements InstanceRuntime {
        @Override
        public String instance() {
            return "team";
        }

        @Override
        public String pluginId() {
            return "team";
        }

        @Override
        public String pluginVersion() {
            return "1";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new AssertionError("Nothing runs here");
        }
    }
}
