package dev.patchbay.processor.type;

import dev.patchbay.api.Schema;
import dev.patchbay.processor.type.ValueType.RecordOf;
import dev.patchbay.processor.type.ValueType.UnionOf;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads the records that a sealed interface permits. */
final class UnionReader {
    private final TypeReader types;
    private final Problems problems;

    UnionReader(TypeReader types, Problems problems) {
        this.types = types;
        this.problems = problems;
    }

    void addCases(UnionOf union, TypeElement element, Place place) {
        for (TypeMirror permitted : element.getPermittedSubclasses()) {
            TypeElement subtype = (TypeElement) ((DeclaredType) permitted).asElement();
            boolean isInterface = subtype.getKind() == ElementKind.INTERFACE
                    && !subtype.getPermittedSubclasses().isEmpty();
            if (isInterface) {
                addCases(union, subtype, place);
            } else if (subtype.getKind() != ElementKind.RECORD || !subtype.getTypeParameters().isEmpty()) {
                problems.add(place.element(), place.subject() + " has the type " + element.getQualifiedName()
                        + ", which permits " + subtype.getQualifiedName()
                        + "; every type a sealed interface permits must be a record without type parameters");
            } else {
                addCase(union, subtype, place);
            }
        }
    }

    private void addCase(UnionOf union, TypeElement subtype, Place place) {
        Optional<Use> use = types.read(subtype.asType(), place);
        if (use.isPresent() && use.get().type() instanceof RecordOf record) {
            String tag = JavaNames.snakeCase(subtype.getSimpleName().toString());
            boolean taken = union.cases().stream().anyMatch(other -> other.tag().equals(tag));
            if (union.cases().stream().anyMatch(other -> other.record() == record)) {
                return;
            }
            if (taken) {
                problems.add(place.element(), place.subject() + " has the type " + union.javaType()
                        + ", which permits two records with the tag '" + tag + "'; rename one");
            }
            for (RecordComponentElement component : subtype.getRecordComponents()) {
                Schema schema = component.getAnnotation(Schema.class);
                String name = schema == null || schema.name().isEmpty() ? component.getSimpleName().toString()
                        : schema.name();
                if (name.equals("type")) {
                    problems.add(component, "Component '" + component.getSimpleName() + "' of the record "
                            + subtype.getSimpleName() + " is named 'type' in JSON like the tag of "
                            + union.javaType() + "; give it another name in @Schema(name)");
                }
            }
            union.cases().add(new UnionOf.Case(tag, record));
        }
    }
}
