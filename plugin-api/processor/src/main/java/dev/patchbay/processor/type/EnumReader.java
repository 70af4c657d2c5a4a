package dev.patchbay.processor.type;

import dev.patchbay.api.Schema;
import dev.patchbay.processor.type.ValueType.EnumOf;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Reads enums with the texts of their constants. */
final class EnumReader {
    private EnumReader() {}

    static EnumOf read(TypeElement element, Place place, Problems problems) {
        List<String> constants = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Element constant : element.getEnclosedElements()) {
            if (constant.getKind() == ElementKind.ENUM_CONSTANT) {
                Schema schema = constant.getAnnotation(Schema.class);
                String name = constant.getSimpleName().toString();
                String text = schema == null || schema.name().isEmpty() ? name : schema.name();
                if (texts.contains(text)) {
                    problems.add(constant, "Two constants of the enum " + element.getSimpleName() + " have the text '"
                            + text + "'; give them different names in @Schema(name)");
                }
                constants.add(name);
                texts.add(text);
            }
        }
        if (constants.isEmpty()) {
            problems.add(place.element(), place.subject() + " has the type " + element.getQualifiedName()
                    + ", an enum without constants; give it one");
        }
        return new EnumOf(element.getQualifiedName().toString(), element.getSimpleName().toString(),
                List.copyOf(constants), List.copyOf(texts));
    }
}
