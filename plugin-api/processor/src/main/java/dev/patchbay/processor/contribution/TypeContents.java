package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.Member;
import dev.patchbay.processor.type.ScalarKind;
import dev.patchbay.processor.type.TypeParts;
import dev.patchbay.processor.type.Use;
import dev.patchbay.processor.type.ValueType;
import dev.patchbay.processor.type.ValueType.RecordOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What is inside a type, at any depth. */
final class TypeContents {
    private TypeContents() {}

    static boolean holdsSecret(Use use) {
        boolean[] found = new boolean[1];
        visit(use.type(), new HashSet<>(), part -> found[0] |= part.equals(new Scalar(ScalarKind.SECRET)));
        return found[0];
    }

    /** Returns whether a value is a text that a prompt argument or a template variable can carry. */
    static boolean isPlainText(ValueType type) {
        return type instanceof ValueType.EnumOf || (type instanceof Scalar scalar && scalar.kind().isText()
                && scalar.kind() != ScalarKind.BYTES && scalar.kind() != ScalarKind.SECRET);
    }

    /** Returns the headers of members that are reached by names alone. */
    static List<String> reachableHeaders(List<Member> members) {
        List<String> headers = new ArrayList<>();
        for (Member member : members) {
            if (!member.header().isEmpty()) {
                headers.add(member.header());
            }
            if (member.use().type() instanceof RecordOf record && !TypeParts.holdsItself(record)) {
                headers.addAll(reachableHeaders(record.members()));
            }
        }
        return headers;
    }

    /** Returns all headers, those in lists and other places that no header can name too. */
    static Set<String> allHeaders(List<Member> members) {
        Set<String> headers = new HashSet<>();
        Set<ValueType> seen = new HashSet<>();
        members.forEach(member -> {
            headers.add(member.header());
            visit(member.use().type(), seen, part -> {
                if (part instanceof RecordOf record) {
                    record.members().forEach(inner -> headers.add(inner.header()));
                }
            });
        });
        headers.remove("");
        return headers;
    }

    private static void visit(ValueType type, Set<ValueType> seen, Consumer<ValueType> visitor) {
        if (!seen.add(type)) {
            return;
        }
        visitor.accept(type);
        TypeParts.parts(type).forEach(part -> visit(part, seen, visitor));
    }
}
