package dev.patchbay.agent;

import dev.patchbay.agent.Hook.Given;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the hooks into the classes of the JDK. Knows afterwards what did not work. */
final class Weaver implements ClassFileTransformer {
    private static final ClassDesc CHECKS = ClassDesc.of("dev.patchbay.agent.Checks");

    private final Map<String, List<Hook>> hooks = new LinkedHashMap<>();
    private final Set<Hook> woven = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    /** The maps of a method stay true when straight code comes before it; making them anew takes most of the time. */
    private final ClassFile format = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption
                    .of(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())));

    Weaver(List<Hook> all) {
        for (Hook hook : all) {
            hooks.computeIfAbsent(hook.type().replace('.', '/'), name -> new ArrayList<>()).add(hook);
        }
    }

    /** Weaves all; returns what did not work. The classes are loaded before, so that no load happens while one is changed. */
    List<String> weave(Instrumentation instrumentation) {
        Map<String, Class<?>> targets = new HashMap<>();
        for (String name : hooks.keySet()) {
            try {
                targets.put(name, Class.forName(name.replace('/', '.'), false, ClassLoader.getSystemClassLoader()));
            } catch (ClassNotFoundException | LinkageError e) {
                problems.add("this Java has no " + name.replace('/', '.'));
            }
        }
        instrumentation.addTransformer(this, true);
        try {
            instrumentation.retransformClasses(targets.values().toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException | LinkageError e) {
            problems.add("the JDK's classes cannot be changed: " + e);
        } finally {
            instrumentation.removeTransformer(this);
        }
        if (problems.isEmpty()) {
            problems.addAll(missing());
        }
        return problems;
    }

    /** Returns which hooks found no method. */
    List<String> missing() {
        return hooks.values().stream().flatMap(List::stream).filter(hook -> !woven.contains(hook))
                .map(hook -> "this Java has no " + hook + hook.parameters()).toList();
    }

    /** Changes copies of the classes. */
    void rehearse() {
        for (String name : hooks.keySet()) {
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
                if (in != null) {
                    Class<?> type = Class.forName(name.replace('/', '.'), false, ClassLoader.getSystemClassLoader());
                    transform(null, null, name, type, null, in.readAllBytes());
                }
            } catch (IOException | ClassNotFoundException e) {
                problems.add("no bytes of " + name + ": " + e);
            }
        }
    }

    @Override
    public byte @Nullable [] transform(@Nullable Module module, @Nullable ClassLoader loader, String name,
            @Nullable Class<?> redefined, @Nullable ProtectionDomain domain, byte[] bytes) {
        List<Hook> own = redefined == null ? null : hooks.get(name);
        if (own == null) {
            return null;
        }
        try {
            return format.transformClass(format.parse(bytes), (builder, element) -> {
                List<Hook> fitting = element instanceof MethodModel method ? fitting(own, method) : List.of();
                if (fitting.isEmpty()) {
                    builder.with(element); // as it is, byte for byte: taking all methods apart is most of the work
                } else {
                    woven.addAll(fitting);
                    MethodModel method = (MethodModel) element;
                    builder.transformMethod(method, MethodTransform.transformingCode(heads(fitting, method)));
                }
            });
        } catch (RuntimeException | Error e) {
            problems.add("hooks cannot be put into " + name + ": " + e);
            return null;
        }
    }

    private static List<Hook> fitting(List<Hook> own, MethodModel method) {
        return method.flags().has(AccessFlag.SYNTHETIC) || method.code().isEmpty()
                ? List.of()
                : own.stream().filter(hook -> hook.fits(method.methodName().stringValue(),
                        method.methodType().stringValue())).toList();
    }

    private static CodeTransform heads(List<Hook> fitting, MethodModel method) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                fitting.forEach(hook -> head(code, hook, method));
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }

            @Override
            public void atEnd(CodeBuilder code) {
                keepMaps(method, code);
            }
        };
    }

    private static void keepMaps(MethodModel method, CodeBuilder code) {
        method.code().flatMap(old -> old.findAttribute(Attributes.stackMapTable())).ifPresent(code::with);
    }

    private static void head(CodeBuilder code, Hook hook, MethodModel method) {
        MethodTypeDesc type = method.methodTypeSymbol();
        ClassDesc owner = method.parent().orElseThrow().thisClass().asSymbol();
        boolean isStatic = isStatic(method.flags());
        for (Given given : hook.given()) {
            switch (given) {
                case Given.Slot(int index, _) when index == 0 -> code.aload(0);
                case Given.Slot(int index, _) -> code.loadLocal(TypeKind.from(type.parameterType(index - 1)),
                        slot(type, index, isStatic));
                case Given.Field(String name, String of, _) -> code.aload(0).getfield(owner, name,
                        ClassDesc.ofDescriptor(of));
                case Given.Text(String text) -> code.loadConstant(text);
            }
        }
        String returned = hook.replaces() == 0 ? null : type.parameterType(hook.replaces() - 1).descriptorString();
        code.invokestatic(CHECKS, hook.check(), MethodTypeDesc.ofDescriptor(hook.checkDescriptor(returned)));
        if (hook.replaces() != 0) {
            code.astore(slot(type, hook.replaces(), isStatic));
        }
    }

    private static boolean isStatic(AccessFlags flags) {
        return flags.has(AccessFlag.STATIC);
    }

    private static int slot(MethodTypeDesc type, int parameter, boolean isStatic) {
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < parameter - 1; i++) {
            slot += TypeKind.from(type.parameterType(i)).slotSize();
        }
        return slot;
    }
}
