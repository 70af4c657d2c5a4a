package dev.patchbay.processor.glue;

import dev.patchbay.processor.json.JavaLiteral;
import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Member;
import dev.patchbay.processor.type.Use;
import dev.patchbay.processor.type.ValueType;
import dev.patchbay.processor.type.ValueType.Any;
import dev.patchbay.processor.type.ValueType.EnumOf;
import dev.patchbay.processor.type.ValueType.ListOf;
import dev.patchbay.processor.type.ValueType.MapOf;
import dev.patchbay.processor.type.ValueType.RecordOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import dev.patchbay.processor.type.ValueType.SetOf;
import dev.patchbay.processor.type.ValueType.UnionOf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The generated class {@code PatchbayCodecs}: the codecs of the enums, records and unions that a package uses. */
final class CodecsSource {
    static final String NAME = "PatchbayCodecs";

    private final Map<ValueType, String> names = new LinkedHashMap<>();

    /** Gives each type a name that is unique, also regardless of case. */
    CodecsSource(List<ValueType> types) {
        for (ValueType type : types) {
            String name = switch (type) {
                case EnumOf constants -> constants.name();
                case RecordOf record -> record.name();
                case UnionOf union -> union.name();
                case Any any -> "";
                case Scalar scalar -> "";
                case ListOf list -> "";
                case SetOf set -> "";
                case MapOf map -> "";
            };
            String candidate = name;
            for (int i = 2; isTaken(candidate); i++) {
                candidate = name + "_" + i;
            }
            names.put(type, candidate);
        }
    }

    private boolean isTaken(String name) {
        return names.values().stream().anyMatch(other -> constant(other).equals(constant(name)));
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Returns the expression of the codec of a type. */
    String codec(Use use) {
        String codec = switch (use.type()) {
            case Any any -> "JsonCodecs.ANY";
            case Scalar scalar -> scalar.kind().codecSource();
            case ListOf list -> "JsonCodecs.list(" + codec(list.item()) + ")";
            case SetOf set -> "JsonCodecs.set(" + codec(set.item()) + ")";
            case MapOf map -> "JsonCodecs.map(" + codec(map.value()) + ")";
            case EnumOf constants -> field(constants);
            case RecordOf record -> field(record);
            case UnionOf union -> field(union);
        };
        return use.nullable() ? "JsonCodecs.nullable(" + codec + ")" : codec;
    }

    /** Returns the expression that reads a member of the object in a variable. */
    String read(Member member, String object) {
        String start = "(" + object + ", " + JavaLiteral.string(member.jsonName()) + ", " + codec(member.use());
        return switch (member.presence()) {
            case REQUIRED -> "JsonMembers.required" + start + ")";
            case OPTIONAL -> "JsonMembers.optional" + start + ")";
            case DEFAULTED -> "JsonMembers.defaulted" + start + ", " + JavaLiteral.of(member.defaultJson()) + ")";
        };
    }

    /** Returns the source of the class. */
    String source(String packageName) {
        JavaSource source = new JavaSource(packageName,
                "The JSON forms of the types of this package's contributions.");
        source.lines("final class " + NAME + " {");
        names.keySet().forEach(type -> declare(source, type));
        source.lines("", "private " + NAME + "() {", "}");
        for (ValueType type : names.keySet()) {
            if (type instanceof RecordOf record) {
                record(source, record);
            } else if (type instanceof UnionOf union) {
                union(source, union);
            }
        }
        return source.lines("}").toString();
    }

    private void declare(JavaSource source, ValueType type) {
        String name = names.getOrDefault(type, "");
        String start = "static final JsonCodec<" + type.javaType() + "> " + constant(name) + " = ";
        if (type instanceof EnumOf constants) {
            String values = constants.constants().stream().map(constant -> constants.javaType() + "." + constant)
                    .collect(Collectors.joining(", "));
            String texts = constants.texts().stream().map(JavaLiteral::string).collect(Collectors.joining(", "));
            source.lines(start + "JsonCodecs.constants(java.util.List.of(" + values + "), " + texts + ");");
        } else {
            source.lines(start + "JsonCodec.of(" + NAME + "::decode" + name + ", " + NAME + "::encode" + name + ");");
        }
    }

    private void record(JavaSource source, RecordOf record) {
        String name = names.getOrDefault(record, "");
        String arguments = record.members().stream().map(member -> read(member, "members"))
                .collect(Collectors.joining(", "));
        source.lines("",
                "private static " + record.javaType() + " decode" + name + "(Object json) {",
                "java.util.Map<String, Object> members = JsonMembers.object(json);",
                "try {",
                "return new " + record.javaType() + "(" + arguments + ");",
                "} catch (IllegalArgumentException e) {",
                "throw JsonMembers.refused(e);",
                "}",
                "}",
                "",
                "private static Object encode" + name + "(" + record.javaType() + " value) {",
                "java.util.Map<String, Object> members = new java.util.LinkedHashMap<>();");
        for (Member member : record.members()) {
            String put = member.presence() == Member.Presence.OPTIONAL ? "putOptional" : "put";
            source.lines("JsonMembers." + put + "(members, " + JavaLiteral.string(member.jsonName()) + ", "
                    + codec(member.use()) + ", value." + member.javaName() + "());");
        }
        source.lines("return members;", "}");
    }

    private void union(JavaSource source, UnionOf union) {
        String name = names.getOrDefault(union, "");
        source.lines("",
                "private static " + union.javaType() + " decode" + name + "(Object json) {",
                "String tag = JsonMembers.required(JsonMembers.object(json), \"type\", JsonCodecs.STRING);",
                "return switch (tag) {");
        for (UnionOf.Case one : union.cases()) {
            source.lines("case \"" + one.tag() + "\" -> " + field(one.record()) + ".decode(json);");
        }
        String tags = union.cases().stream().map(one -> JavaLiteral.string(one.tag()))
                .collect(Collectors.joining(", "));
        source.lines("default -> throw JsonMembers.unknownTag(tag, " + tags + ");",
                "};",
                "}",
                "",
                "private static Object encode" + name + "(" + union.javaType() + " value) {",
                "return switch (value) {");
        for (UnionOf.Case one : union.cases()) {
            source.lines("case " + one.record().javaType() + " one -> JsonMembers.tagged(\"" + one.tag() + "\", "
                    + field(one.record()) + ".encode(one));");
        }
        source.lines("};", "}");
    }

    private String field(ValueType type) {
        return NAME + "." + constant(names.getOrDefault(type, ""));
    }

    private static String constant(String name) {
        return JavaNames.snakeCase(name).toUpperCase(Locale.ROOT);
    }
}
