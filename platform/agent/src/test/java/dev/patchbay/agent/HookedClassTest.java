package dev.patchbay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.agent.Hook.Given;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.LineNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HookedClassTest {
    private static final String STRING = "Ljava/lang/String;";
    private static final Given FIRST = new Given.Slot(1, STRING);

    @Test
    void aClassDoesWhatItDidBefore() throws Exception {
        String type = Shifted.class.getName();
        byte[] woven = woven(type, List.of(
                // of the third parameter, which begins in the sixth slot
                new Hook(type, "run", "(", "environment", List.of(new Given.Slot(3, STRING)), 0),
                new Hook(type, "run", "(", "never", List.of(new Given.Text("running")), 0),
                new Hook(type, "half", "(", "environment", List.of(FIRST), 0),
                new Hook(type, "caught", "(", "environment", List.of(FIRST), 0),
                new Hook(type, "far", "(", "never", List.of(new Given.Text("going far")), 0)));
        assertThat(ClassFile.of().verify(woven)).isEmpty();
        Object changed = define(type, woven).getConstructor().newInstance();
        Shifted same = new Shifted();
        for (int kind = 0; kind < 7; kind++) {
            assertThat(call(changed, "run", 5L, 2.5, "name", kind)).isEqualTo(same.run(5L, 2.5, "name", kind));
        }
        for (boolean isLong : new boolean[]{true, false}) {
            assertThat(call(changed, "half", "name", isLong)).isEqualTo(same.half("name", isLong));
        }
        for (String number : List.of("17", "none")) {
            assertThat(call(changed, "caught", number)).isEqualTo(Shifted.caught(number));
        }
        for (int value : new int[]{-1_000_000, 7, 1_000_000, 0}) {
            assertThat(call(changed, "far", value)).isEqualTo(Shifted.far(value));
        }
    }

    @Test
    void theCodeBehindTheChecksIsTheCodeOfTheJdk() throws Exception {
        Map<String, List<Hook>> byType = Hooks.all().stream().collect(Collectors.groupingBy(Hook::type));
        for (Map.Entry<String, List<Hook>> entry : byType.entrySet()) {
            byte[] bytes = bytes(entry.getKey());
            Map<String, MethodModel> before = methods(bytes);
            Map<String, MethodModel> after = methods(woven(entry.getKey(), entry.getValue()));
            assertThat(after.keySet()).isEqualTo(before.keySet());
            before.forEach((name, method) -> {
                MethodModel changed = Objects.requireNonNull(after.get(name));
                assertThat(code(changed)).as(entry.getKey() + "." + name)
                        .endsWith(code(method).toArray(String[]::new));
                assertThat(handlers(changed)).as(entry.getKey() + "." + name).isEqualTo(handlers(method));
            });
        }
    }

    @Test
    void whatIsNotHookedStaysByteForByte() throws Exception {
        byte[] bytes = bytes(Shifted.class.getName());
        Set<Hook> woven = new HashSet<>();
        assertThat(HookedClass.of(bytes, List.of(new Hook("", "run", "(J)", "never", List.of(), 0)), woven))
                .isEqualTo(bytes);
        assertThat(woven).isEmpty();
    }

    private static Map<String, MethodModel> methods(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream().collect(Collectors.toMap(
                method -> method.methodName().stringValue() + method.methodType().stringValue(), method -> method));
    }

    private static List<String> handlers(MethodModel method) {
        return method.code().map(CodeModel::exceptionHandlers).orElse(List.of()).stream()
                .map(handler -> String.valueOf(handler.catchType())).toList();
    }

    /** The instructions and lines of a method, without the places they name. */
    private static List<String> code(MethodModel method) {
        return method.code().map(CodeModel::elementList).orElse(List.of()).stream().map(HookedClassTest::text)
                .filter(text -> !text.isEmpty()).toList();
    }

    private static String text(CodeElement element) {
        return switch (element) {
            case Instruction instruction -> instruction.opcode() + " " + instruction.sizeInBytes();
            case LineNumber line -> "line " + line.line();
            default -> "";
        };
    }

    private static byte[] woven(String type, List<Hook> hooks) throws IOException {
        Set<Hook> woven = new HashSet<>();
        byte[] bytes = HookedClass.of(bytes(type), hooks, woven);
        assertThat(woven).containsAll(hooks);
        return bytes;
    }

    private static byte[] bytes(String type) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static Class<?> define(String type, byte[] bytes) throws ClassNotFoundException {
        return new ClassLoader(HookedClassTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(type) ? defineClass(name, bytes, 0, bytes.length) : super.loadClass(name, resolve);
            }
        }.loadClass(type);
    }

    private static Object call(Object target, String name, Object... arguments) throws Exception {
        for (var method : target.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                return method.invoke(target, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }
}
