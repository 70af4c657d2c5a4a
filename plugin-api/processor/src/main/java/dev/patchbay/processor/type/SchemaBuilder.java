package dev.patchbay.processor.type;

import dev.patchbay.processor.type.Member.Presence;
import dev.patchbay.processor.type.ValueType.Any;
import dev.patchbay.processor.type.ValueType.EnumOf;
import dev.patchbay.processor.type.ValueType.ListOf;
import dev.patchbay.processor.type.ValueType.MapOf;
import dev.patchbay.processor.type.ValueType.RecordOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import dev.patchbay.processor.type.ValueType.SetOf;
import dev.patchbay.processor.type.ValueType.UnionOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the JSON Schema (2020-12) of types. Records stand where they are used; only a type that holds itself goes into
 * {@code $defs}, since not every client follows references.
 *
 * <p>What is read refuses unknown members and leaves out what has a default; what is written promises every member but
 * the optional ones.
 */
public final class SchemaBuilder {
    private final boolean input;
    private final Map<ValueType, String> definitionNames = new LinkedHashMap<>();
    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private SchemaBuilder(boolean input) {
        this.input = input;
    }

    /** Returns the schema of an object that is read, such as the arguments of a tool. */
    public static Map<String, Object> ofArguments(List<Member> members) {
        SchemaBuilder builder = new SchemaBuilder(true);
        return builder.withDefinitions(builder.object(members, Map.of()));
    }

    /** Returns the schema of a value that is written. */
    public static Map<String, Object> ofResult(Use use) {
        SchemaBuilder builder = new SchemaBuilder(false);
        Map<String, Object> schema = builder.use(use);
        if (use.type() instanceof RecordOf || use.type() instanceof UnionOf) {
            Map<String, Object> rooted = new LinkedHashMap<>();
            rooted.put("type", "object");
            rooted.putAll(schema);
            schema = rooted;
        }
        return builder.withDefinitions(schema);
    }

    private Map<String, Object> withDefinitions(Map<String, Object> schema) {
        if (!definitions.isEmpty()) {
            schema.put("$defs", definitions);
        }
        return schema;
    }

    private Map<String, Object> object(List<Member> members, Map<String, Object> tag) {
        Map<String, Object> properties = new LinkedHashMap<>(tag);
        List<Object> required = new ArrayList<>(tag.keySet());
        for (Member member : members) {
            properties.put(member.jsonName(), member(member));
            if (member.presence() == Presence.REQUIRED || (!input && member.presence() == Presence.DEFAULTED)) {
                required.add(member.jsonName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (input) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private Map<String, Object> member(Member member) {
        Map<String, Object> schema = use(member.use());
        if (!member.title().isEmpty()) {
            schema.put("title", member.title());
        }
        if (!member.description().isEmpty()) {
            schema.put("description", member.description());
        }
        if (!(member.use().type() instanceof Scalar scalar) || scalar.kind() != ScalarKind.SECRET) {
            schema.putAll(member.keywords());
        } else {
            member.keywords().forEach(schema::putIfAbsent);
        }
        if (input && member.presence() == Presence.DEFAULTED) {
            putNullable(schema, "default", member.defaultJson());
        }
        if (!member.examples().isEmpty()) {
            schema.put("examples", member.examples());
        }
        if (input && !member.header().isEmpty()) {
            schema.put("x-mcp-header", member.header());
        }
        return schema;
    }

    @SuppressWarnings("NullAway") // JSON has null; these maps hold JSON
    private static void putNullable(Map<String, Object> schema, String keyword, @Nullable Object value) {
        schema.put(keyword, value);
    }

    private Map<String, Object> use(Use use) {
        Map<String, Object> schema = type(use.type(), use.nullable());
        if (use.nullable() && !(use.type() instanceof Any)) {
            return withNull(schema);
        }
        return schema;
    }

    private static Map<String, Object> withNull(Map<String, Object> schema) {
        Map<String, Object> nothing = new LinkedHashMap<>(Map.of("type", "null"));
        Map<String, Object> result = new LinkedHashMap<>();
        if (schema.containsKey("$ref")) {
            result.put("anyOf", List.of(schema, nothing));
            return result;
        }
        result.putAll(schema);
        if (schema.get("oneOf") instanceof List<?> cases) {
            List<Object> all = new ArrayList<>(cases);
            all.add(nothing);
            result.put("oneOf", all);
            return result;
        }
        result.put("type", List.of(String.valueOf(schema.get("type")), "null"));
        if (schema.get("enum") instanceof List<?> texts) {
            List<@Nullable Object> all = new ArrayList<>(texts);
            all.add(null);
            result.put("enum", all);
        }
        return result;
    }

    private Map<String, Object> type(ValueType type, boolean nullable) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (type) {
            case Any any -> {
                if (!nullable) {
                    schema.put("type", List.of("object", "array", "string", "number", "boolean"));
                }
            }
            case Scalar scalar -> schema.putAll(scalar.kind().schema(input));
            case EnumOf constants -> {
                schema.put("type", "string");
                schema.put("enum", constants.texts());
            }
            case ListOf list -> {
                schema.put("type", "array");
                schema.put("items", use(list.item()));
            }
            case SetOf set -> {
                schema.put("type", "array");
                schema.put("items", use(set.item()));
                schema.put("uniqueItems", true);
            }
            case MapOf map -> {
                schema.put("type", "object");
                Map<String, Object> values = use(map.value());
                if (!values.isEmpty()) {
                    schema.put("additionalProperties", values);
                }
            }
            case RecordOf record -> schema.putAll(declared(record));
            case UnionOf union -> schema.putAll(declared(union));
        }
        return schema;
    }

    private Map<String, Object> declared(ValueType type) {
        if (!TypeParts.holdsItself(type)) {
            return inline(type);
        }
        String known = definitionNames.get(type);
        if (known == null) {
            known = unusedName(type);
            definitionNames.put(type, known);
            definitions.put(known, Map.of());
            definitions.put(known, inline(type));
        }
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("$ref", "#/$defs/" + known);
        return reference;
    }

    private String unusedName(ValueType type) {
        String name = type instanceof RecordOf record ? record.name() : ((UnionOf) type).name();
        String candidate = name;
        for (int i = 2; definitionNames.containsValue(candidate); i++) {
            candidate = name + i;
        }
        return candidate;
    }

    private Map<String, Object> inline(ValueType type) {
        if (type instanceof RecordOf record) {
            return described(object(record.members(), Map.of()), record.description());
        }
        UnionOf union = (UnionOf) type;
        List<Object> cases = new ArrayList<>();
        for (UnionOf.Case one : union.cases()) {
            Map<String, Object> tag = new LinkedHashMap<>();
            tag.put("const", one.tag());
            cases.add(described(object(one.record().members(), Map.of("type", tag)), one.record().description()));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("oneOf", cases);
        return described(schema, union.description());
    }

    private static Map<String, Object> described(Map<String, Object> schema, String description) {
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        return schema;
    }
}
