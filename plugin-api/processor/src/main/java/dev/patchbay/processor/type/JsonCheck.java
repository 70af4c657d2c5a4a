package dev.patchbay.processor.type;

import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.spi.JsonText;
import dev.patchbay.processor.type.ValueType.Any;
import dev.patchbay.processor.type.ValueType.EnumOf;
import dev.patchbay.processor.type.ValueType.ListOf;
import dev.patchbay.processor.type.ValueType.MapOf;
import dev.patchbay.processor.type.ValueType.RecordOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import dev.patchbay.processor.type.ValueType.SetOf;
import dev.patchbay.processor.type.ValueType.UnionOf;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the JSON of defaults and examples against the type and the constraints of their member. */
final class JsonCheck {
    private JsonCheck() {}

    /** Returns what does not fit, or empty if all does. */
    static Optional<String> problem(@Nullable Object json, Use use, Map<String, Object> keywords) {
        if (json == null) {
            return use.nullable() || use.type() instanceof Any ? Optional.empty()
                    : Optional.of("null is not allowed; mark the type @Nullable");
        }
        return ofType(json, use.type()).or(() -> ofKeywords(json, keywords));
    }

    /** Returns a whole number as JSON has it. */
    static Number integer(BigDecimal number) {
        return number.toBigInteger().bitLength() < Long.SIZE ? (Number) number.longValueExact() : number.toBigInteger();
    }

    private static Optional<String> ofType(Object json, ValueType type) {
        return switch (type) {
            case Any any -> Optional.empty();
            case Scalar scalar -> ofScalar(json, scalar.kind());
            case EnumOf constants -> json instanceof String text && constants.texts().contains(text)
                    ? Optional.empty()
                    : Optional.of(JsonText.of(json) + " is not one of " + String.join(", ", constants.texts()));
            case ListOf list -> ofItems(json, list.item());
            case SetOf set -> json instanceof List<?> items && new HashSet<>(items).size() < items.size()
                    ? Optional.of("an item appears twice in a set")
                    : ofItems(json, set.item());
            case MapOf map -> json instanceof Map<?, ?> members
                    ? members.values().stream().map(value -> problem(value, map.value(), Map.of()))
                            .flatMap(Optional::stream).findFirst()
                    : Optional.of("an object is expected");
            case RecordOf record -> json instanceof Map<?, ?> members ? ofRecord(members, record, false)
                    : Optional.of("an object is expected");
            case UnionOf union -> json instanceof Map<?, ?> members ? ofUnion(members, union)
                    : Optional.of("an object is expected");
        };
    }

    private static Optional<String> ofScalar(Object json, ScalarKind kind) {
        try {
            kind.codec().decode(json);
            return Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static Optional<String> ofItems(Object json, Use item) {
        if (!(json instanceof List<?> items)) {
            return Optional.of("a list is expected");
        }
        return items.stream().map(value -> problem(value, item, Map.of())).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> ofRecord(Map<?, ?> json, RecordOf record, boolean tagged) {
        for (Object name : json.keySet()) {
            boolean isTag = tagged && name.equals("type");
            if (!isTag && record.members().stream().noneMatch(member -> member.jsonName().equals(name))) {
                return Optional.of("the record " + record.name() + " has no '" + name + "'");
            }
        }
        for (Member member : record.members()) {
            boolean present = json.containsKey(member.jsonName());
            if (!present && member.presence() == Member.Presence.REQUIRED) {
                return Optional.of("'" + member.jsonName() + "' is missing");
            }
            Optional<String> problem = present
                    ? problem(json.get(member.jsonName()), member.use(), member.keywords())
                    : Optional.empty();
            if (problem.isPresent()) {
                return problem.map(text -> member.jsonName() + ": " + text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofUnion(Map<?, ?> json, UnionOf union) {
        return union.cases().stream().filter(found -> found.tag().equals(json.get("type"))).findFirst()
                .map(found -> ofRecord(json, found.record(), true))
                .orElseGet(() -> Optional.of("'type' must be one of "
                        + String.join(", ", union.cases().stream().map(UnionOf.Case::tag).toList())));
    }

    private static Optional<String> ofKeywords(Object json, Map<String, Object> keywords) {
        return keywords.entrySet().stream()
                .filter(entry -> !holds(json, entry.getKey(), entry.getValue()))
                .map(entry -> entry.getKey() + " is " + entry.getValue()).findFirst();
    }

    private static boolean holds(Object json, String keyword, Object limit) {
        return switch (keyword) {
            case "minimum" -> compare(json, limit) >= 0;
            case "maximum" -> compare(json, limit) <= 0;
            case "exclusiveMinimum" -> compare(json, limit) > 0;
            case "exclusiveMaximum" -> compare(json, limit) < 0;
            case "minLength", "minItems" -> size(json) >= (Long) limit;
            case "maxLength", "maxItems" -> size(json) <= (Long) limit;
            case "pattern" -> Pattern.compile((String) limit).matcher((String) json).find();
            default -> true;
        };
    }

    private static int compare(Object json, Object limit) {
        return new BigDecimal(json.toString()).compareTo(new BigDecimal(limit.toString()));
    }

    private static long size(Object json) {
        return json instanceof String text ? text.codePointCount(0, text.length()) : ((List<?>) json).size();
    }
}
