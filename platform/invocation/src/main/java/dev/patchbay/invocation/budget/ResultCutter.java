package dev.patchbay.invocation.budget;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.spi.JsonText;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.schema.CompiledSchema;
import dev.patchbay.invocation.budget.ListShape.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one result. A model reads either the content or the structured content, so each of them has to fit, and a text that
 * repeats the structured content is cut with it. Used once.
 */
final class ResultCutter {
    /** Room for the note and the link. */
    static final TextSize RESERVE = new TextSize(1000, 1000);

    private final CallToolResult result;
    private final Optional<CompiledSchema> schema;
    private final TextSize whole;
    private final TextSize room;
    private final @Nullable String base;
    private final int mirror;

    /**
     * Prepares.
     *
     * @param result the result
     * @param schema the tool's output schema
     * @param budget what fits
     * @param base the URI under which what is left out will be kept, null if it will not
     */
    ResultCutter(CallToolResult result, Optional<CompiledSchema> schema, Budget budget, @Nullable String base) {
        this.result = result;
        this.schema = result.isError() ? Optional.empty() : schema;
        this.whole = budget.room();
        this.room = whole.minus(RESERVE);
        this.base = base;
        this.mirror = mirror(result);
    }

    /** Whether a result needs to be cut. */
    static boolean fits(CallToolResult result, Budget budget) {
        TextSize room = budget.room();
        Object structured = result.structuredContent().orElse(null);
        return (structured != null && result.content().isEmpty())
                ? JsonSize.fits(structured, room, true) // which the transport writes as text
                : BlockSize.fit(result.content(), room)
                        && (structured == null || JsonSize.fits(structured, room, false));
    }

    /** Which block says the same as the structured content; -1 if none, the end if the transport adds one. */
    private static int mirror(CallToolResult result) {
        Object structured = result.structuredContent().orElse(null);
        if (structured == null) {
            return -1;
        }
        List<ContentBlock> content = result.content();
        // There is no shorter way to write it but for some numbers, so that few texts are looked at
        long least = JsonSize.compact(structured).chars() / 2;
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof TextContent text && text.text().length() >= least
                    && ParsedText.isMirror(text.text(), structured)) {
                return i;
            }
        }
        return content.isEmpty() ? 0 : -1;
    }

    private List<ContentBlock> others() {
        List<ContentBlock> others = new ArrayList<>(result.content());
        if (mirror >= 0 && mirror < others.size()) {
            others.remove(mirror);
        }
        return others;
    }

    Cut cut() {
        Object structured = result.structuredContent().orElse(null);
        if (structured == null) {
            return contentCut(null, List.of(), "");
        }
        if (!JsonSize.fits(structured, whole, false)) {
            return structuredCut(structured);
        }
        if (mirror >= 0) {
            CallToolResult compact = result.withContent(content(others(), JsonText.of(structured)));
            if (BlockSize.of(compact.content()).fitsIn(whole)) {
                return new Cut.Whole(compact);
            }
            if (!JsonSize.fits(structured, room, false)) {
                return structuredCut(structured); // no room for the note beside its text
            }
            return contentCut(JsonText.of(structured), List.of(), "");
        }
        return contentCut(null, List.of(), "");
    }

    /** The blocks with the text of the structured content where it stood. */
    private List<ContentBlock> content(List<ContentBlock> others, String json) {
        List<ContentBlock> content = new ArrayList<>(others);
        ContentBlock block = mirror < result.content().size()
                ? BlockSize.withText(result.content().get(mirror), json)
                : ContentBlock.text(json);
        content.add(Math.min(mirror, content.size()), block);
        return content;
    }

    /** Cuts the content; what the structured content leaves out comes before what the content leaves out. */
    private Cut contentCut(@Nullable String json, List<Part> before, String how) {
        TextSize used = json == null ? TextSize.ZERO : TextSize.of(json);
        ContentFill fill = new ContentFill(room.minus(used), base);
        others().forEach(fill::add);
        List<ContentBlock> content = json == null ? fill.shown() : content(fill.shown(), json);
        List<Part> rest = new ArrayList<>(before);
        rest.addAll(fill.rest());
        return new Cut.Preview(result.withContent(content), how.isEmpty() ? fill.how() : how, rest, fill.apart());
    }

    private Cut structuredCut(Object structured) {
        TextSize beside = quarter(BlockSize.of(others()));
        TextSize forJson = mirror >= 0 ? room.minus(beside) : room;
        ListShape shape = ListShape.of(structured).orElse(null);
        if (shape != null) {
            // The URI in it is counted twice rather than not at all
            int count = shape.fitting(base == null ? forJson : forJson.minus(TextSize.of(base + "/2")));
            Optional<Map<String, @Nullable Object>> first = list(shape, count, forJson);
            if (first.isPresent()) {
                List<Part> rest = new ArrayList<>(List.of(shape.from(count)));
                if (first.get().get(ListShape.NEXT_CURSOR) == null) {
                    ContentFill.cursor(shape).ifPresent(rest::add);
                }
                return preview(first.get(), rest, count + " of " + shape.items().size() + " items are shown");
            }
        }
        if (schema.isPresent()) {
            return new Cut.Impossible(everything(structured, shape));
        }
        return preview(summary(structured, forJson), List.of(new Part.Text(JsonLines.of(structured),
                "application/json")), "only its outline is shown");
    }

    private TextSize quarter(TextSize size) {
        return new TextSize(Math.min(size.chars(), room.chars() / 4), Math.min(size.quarters(), room.quarters() / 4));
    }

    private Cut preview(Map<String, @Nullable Object> structured, List<Part> rest, String how) {
        Cut cut = contentCut(mirror >= 0 ? JsonText.of(structured) : null, rest, how);
        return cut instanceof Cut.Preview preview
                ? new Cut.Preview(preview.preview().withStructuredContent(structured), how, preview.rest(),
                        preview.apart())
                : cut;
    }

    /** The first of the ways to say that the list is cut that the schema allows. */
    private Optional<Map<String, @Nullable Object>> list(ListShape shape, int count, TextSize fitting) {
        if (schema.isPresent() && shape.envelope() == null) {
            return Optional.empty(); // an array has no place to say that it was cut
        }
        List<Cursor> cursors = shape.hasCursor() ? List.of(Cursor.values()) : List.of(Cursor.REMOVED);
        for (String rest : base == null ? new String[]{""} : new String[]{base + "/2", ""}) {
            for (Cursor cursor : cursors) {
                Map<String, @Nullable Object> first = shape.cut(count, rest.isEmpty() ? null : rest, cursor);
                if (JsonSize.compact(first).fitsIn(fitting)
                        && schema.map(check -> check.check(first).isEmpty()).orElse(true)) {
                    return Optional.of(first);
                }
            }
        }
        return Optional.empty();
    }

    private List<Part> everything(Object structured, @Nullable ListShape shape) {
        List<Part> all = new ArrayList<>();
        if (shape == null) {
            all.add(new Part.Text(JsonLines.of(structured), "application/json"));
        } else {
            if (!shape.others().isEmpty()) {
                all.add(new Part.Text(JsonLines.of(shape.others()), "application/json"));
            }
            all.add(shape.from(0));
        }
        ContentFill aside = new ContentFill(TextSize.ZERO, null);
        others().forEach(aside::add);
        all.addAll(aside.rest());
        return all;
    }

    /** What is shown of a value that is no list: the members that fit, and what the others are. */
    private Map<String, @Nullable Object> summary(Object structured, TextSize fitting) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        Map<String, @Nullable Object> leftOut = new LinkedHashMap<>();
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put(ListShape.TRUNCATED, true);
        summary.put("shown", shown);
        summary.put("left_out", leftOut);
        if (base != null) {
            summary.put(ListShape.REST, base + "/2");
        }
        Map<?, ?> members = structured instanceof Map<?, ?> map ? map : Map.of("value", structured);
        TextSize left = fitting.minus(JsonSize.compact(summary)).minus(TextSize.ofAscii(100));
        TextSize half = new TextSize(left.chars() / 2, left.quarters() / 2);
        int unnamed = 0;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>();
            kept.put(String.valueOf(member.getKey()), member.getValue());
            Map<String, @Nullable Object> named = Map.of(String.valueOf(member.getKey()), outline(member.getValue()));
            boolean isShown = JsonSize.compact(kept).fitsIn(half);
            TextSize size = JsonSize.compact(isShown ? kept : named);
            if (!size.fitsIn(left)) {
                unnamed++;
                continue;
            }
            (isShown ? shown : leftOut).putAll(isShown ? kept : named);
            left = left.minus(size);
            half = isShown ? half.minus(size) : half;
        }
        if (unnamed > 0) {
            summary.put("left_out_beside", unnamed);
        }
        return summary;
    }

    private static String outline(@Nullable Object value) {
        String size = ", " + JsonSize.compact(value).chars() + " characters";
        return switch (value) {
            case List<?> list -> "array of " + list.size() + size;
            case Map<?, ?> map -> "object with " + map.size() + " members" + size;
            case String text -> "text" + size;
            case null, default -> "a value" + size;
        };
    }
}
