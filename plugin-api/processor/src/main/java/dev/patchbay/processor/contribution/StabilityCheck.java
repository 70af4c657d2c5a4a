package dev.patchbay.processor.contribution;

import dev.patchbay.api.Internal;
import dev.patchbay.processor.type.Problems;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementScanner14;
import org.jspecify.annotations.Nullable;

/**
 * Finds types of the API marked {@link Internal} in the declarations of a plugin's own source. The bodies of methods are
 * not visible to a processor.
 */
public final class StabilityCheck extends ElementScanner14<@Nullable Void, Problems> {
    private static final String GENERATED = "javax.annotation.processing.Generated";

    /** Creates a check. */
    public StabilityCheck() {}

    @Override
    public @Nullable Void visitType(TypeElement type, Problems problems) {
        boolean isGenerated = type.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(GENERATED));
        if (isGenerated) {
            return null;
        }
        check(type, Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream()), problems);
        return super.visitType(type, problems);
    }

    @Override
    public @Nullable Void visitExecutable(ExecutableElement method, Problems problems) {
        check(method, Stream.concat(Stream.of(method.getReturnType()), method.getThrownTypes().stream()), problems);
        return super.visitExecutable(method, problems);
    }

    @Override
    public @Nullable Void visitVariable(VariableElement variable, Problems problems) {
        check(variable, Stream.of(variable.asType()), problems);
        return super.visitVariable(variable, problems);
    }

    private static void check(Element element, Stream<? extends TypeMirror> types, Problems problems) {
        types.flatMap(StabilityCheck::named).filter(type -> type.getAnnotation(Internal.class) != null).distinct()
                .forEach(type -> problems.add(element, "'" + element.getSimpleName() + "' uses "
                        + type.getQualifiedName() + ", which is internal to Patchbay and may change with every minor"
                        + " version; use types that are not marked @Internal"));
    }

    private static Stream<TypeElement> named(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> named(array.getComponentType());
            case WildcardType wildcard -> Stream.of(wildcard.getExtendsBound(), wildcard.getSuperBound())
                    .filter(Objects::nonNull).flatMap(StabilityCheck::named);
            case DeclaredType declared -> {
                List<? extends TypeMirror> arguments = declared.getTypeArguments();
                yield Stream.concat(Stream.of((TypeElement) declared.asElement()),
                        arguments.stream().flatMap(StabilityCheck::named));
            }
            default -> Stream.of();
        };
    }
}
