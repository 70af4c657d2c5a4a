package dev.patchbay.processor.type;

import dev.patchbay.processor.type.ValueType.Any;
import dev.patchbay.processor.type.ValueType.EnumOf;
import dev.patchbay.processor.type.ValueType.ListOf;
import dev.patchbay.processor.type.ValueType.MapOf;
import dev.patchbay.processor.type.ValueType.RecordOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import dev.patchbay.processor.type.ValueType.SetOf;
import dev.patchbay.processor.type.ValueType.UnionOf;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What types are made of. */
public final class TypeParts {
    private TypeParts() {}

    /** Returns whether a type is reached from itself. */
    public static boolean holdsItself(ValueType type) {
        Set<ValueType> seen = new HashSet<>();
        return parts(type).stream().anyMatch(part -> reaches(part, type, seen));
    }

    private static boolean reaches(ValueType from, ValueType goal, Set<ValueType> seen) {
        if (from.equals(goal)) {
            return true;
        }
        boolean isDeclared = from instanceof RecordOf || from instanceof UnionOf;
        if (isDeclared && !seen.add(from)) {
            return false;
        }
        return parts(from).stream().anyMatch(part -> reaches(part, goal, seen));
    }

    /** Returns the types that a type is directly made of. */
    public static List<ValueType> parts(ValueType type) {
        return switch (type) {
            case ListOf list -> List.of(list.item().type());
            case SetOf set -> List.of(set.item().type());
            case MapOf map -> List.of(map.value().type());
            case RecordOf record -> record.members().stream().map(member -> member.use().type()).toList();
            case UnionOf union -> union.cases().stream().<ValueType>map(UnionOf.Case::record).toList();
            case Any any -> List.of();
            case Scalar scalar -> List.of();
            case EnumOf constants -> List.of();
        };
    }
}
