package dev.patchbay.processor.contribution;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.processor.type.Problems;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** What holds for configurations beyond what holds for every record: each component is described and none has a header. */
final class ConfigurationRules {
    private ConfigurationRules() {}

    static void checkDescriptions(TypeElement configuration, Problems problems) {
        check(configuration, problems, new HashSet<>());
    }

    private static void check(TypeElement type, Problems problems, Set<TypeElement> seen) {
        if (!seen.add(type)) {
            return;
        }
        for (RecordComponentElement component : type.getRecordComponents()) {
            String subject = "Component '" + component.getSimpleName() + "' of the configuration "
                    + type.getSimpleName();
            if (component.getAnnotation(Description.class) == null) {
                problems.add(component, subject + " has no description; say what it is with @Description(\"…\")");
            }
            Schema schema = component.getAnnotation(Schema.class);
            if (schema != null && !schema.header().isEmpty()) {
                problems.add(component, subject + " has a header, which is for arguments of tools; drop it");
            }
            if (component.asType() instanceof DeclaredType declared
                    && declared.asElement().getKind() == ElementKind.RECORD) {
                check((TypeElement) declared.asElement(), problems, seen);
            }
        }
    }
}
