package dev.patchbay.agent;

import java.util.List;

/** The rules of this process. */
final class LiveRules implements AgentRules {
    @Override
    public void give(ClassLoader loader, String instance, Rules rules) {
        Subject known = Origin.given(loader);
        if (known == null) {
            Origin.give(loader, new Subject(instance, rules, Guard.denials(instance)));
        } else {
            known.rules(rules);
        }
    }

    @Override
    public void trust(ClassLoader loader) {
        Origin.trust(loader);
    }

    @Override
    public void attribute(Thread thread, ClassLoader loader) {
        Subject subject = Origin.given(loader);
        if (subject != null) {
            ThreadTags.tag(thread, subject);
        }
    }

    @Override
    public void withdraw(ClassLoader loader) {
        Subject known = Origin.given(loader);
        if (known != null) {
            known.rules(Rules.NONE);
        }
    }

    @Override
    public Denied denied(String instance) {
        return Guard.denials(instance).report();
    }

    @Override
    public String takeDenial() throws InterruptedException {
        return Guard.takeDenial();
    }

    @Override
    public List<String> selfTest() {
        return SelfTest.failures();
    }
}
