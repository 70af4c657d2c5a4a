package dev.patchbay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private final Weaver weaver = new Weaver(Hooks.all());

    @Test
    void everyHookHasItsMethodInThisJavaAndLeavesClassesThatVerify() throws Exception {
        Map<String, List<Hook>> byType = Hooks.all().stream().collect(Collectors.groupingBy(Hook::type));
        for (Map.Entry<String, List<Hook>> entry : byType.entrySet()) {
            byte[] woven = woven(entry.getKey());
            List<String> checked = ClassFile.of().parse(woven).methods().stream().filter(WeaverTest::isChecked)
                    .map(method -> method.methodName().stringValue() + method.methodType().stringValue()).toList();
            assertThat(entry.getValue()).allSatisfy(hook -> assertThat(checked)
                    .anyMatch(method -> method.startsWith(hook.method() + hook.parameters())));
            assertThat(ClassFile.of().verify(woven)).isEmpty();
        }
        assertThat(byType).hasSizeGreaterThan(60);
    }

    @Test
    void everyCheckExistsWithWhatItIsGiven() {
        assertThat(Hooks.all()).allSatisfy(hook -> assertThat(Checks.class.getMethods())
                .anyMatch(check -> check.getName().equals(hook.check())
                        && check.getParameterCount() == hook.given().size()
                        && parameters(check).equals(hook.checkDescriptor(null).replace("V", ""))));
    }

    @Test
    void aHookWithoutItsMethodIsAProblem() throws Exception {
        Weaver wrong = new Weaver(List.of(new Hook("java.util.UUID", "noSuch", "(", "never", List.of(), 0)));
        byte[] same = transform(wrong, "java.util.UUID");
        assertThat(ClassFile.of().parse(same).methods()).noneMatch(WeaverTest::isChecked);
        assertThat(wrong.missing()).singleElement().asString().contains("java.util.UUID.noSuch");
    }

    private static String parameters(java.lang.reflect.Method check) {
        StringBuilder text = new StringBuilder("(");
        for (Class<?> type : check.getParameterTypes()) {
            text.append(type.descriptorString());
        }
        return text.append(')').toString();
    }

    private byte[] woven(String type) throws IOException, ClassNotFoundException {
        return transform(weaver, type);
    }

    private static byte[] transform(Weaver weaver, String type) throws IOException, ClassNotFoundException {
        String name = type.replace('.', '/');
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            assertThat(in).as(type).isNotNull();
            return Objects.requireNonNull(weaver.transform(null, null, name,
                    Class.forName(type, false, ClassLoader.getSystemClassLoader()), null, in.readAllBytes()));
        }
    }

    private static boolean isChecked(MethodModel method) {
        return method.code().map(CodeModel::elementStream).stream().flatMap(code -> code)
                .anyMatch(element -> element instanceof InvokeInstruction call
                        && call.owner().asInternalName().equals("dev/patchbay/agent/Checks"));
    }
}
