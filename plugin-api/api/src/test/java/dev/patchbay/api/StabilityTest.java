package dev.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StabilityTest {
    private static final List<Class<? extends Annotation>> MARKS = List.of(Stable.class, Preview.class, Internal.class);

    @Test
    void everyPublicTypeCarriesExactlyOneStabilityMark() {
        assertThat(PublicTypes.all()).isNotEmpty()
                .allSatisfy(type -> assertThat(MARKS.stream().filter(type::isAnnotationPresent)).as(type.getName())
                        .hasSize(1));
    }

    @Test
    void noPreviewHasOutlivedTheVersionItNames() {
        int[] current = numbers(ApiVersion.CURRENT);
        assertThat(PublicTypes.all().stream().filter(type -> type.isAnnotationPresent(Preview.class)))
                .allSatisfy(
                        type -> assertThat(Arrays.compare(numbers(type.getAnnotation(Preview.class).until()), current))
                                .as("%s is a preview until %s", type.getName(),
                                        type.getAnnotation(Preview.class).until())
                                .isPositive());
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
