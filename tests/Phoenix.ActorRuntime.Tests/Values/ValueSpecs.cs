using Akka.Util;
using Akka.Util.Internal;

namespace Phoenix.ActorRuntime.Tests.Values;

/// <summary>The small types that code written for Akka.NET brings along.</summary>
public sealed class ValueSpecs
{
    [Fact]
    public void A_counter_begins_so_that_the_first_next_is_zero()
    {
        var counter = new AtomicCounter();
        counter.Current.ShouldBe(-1);
        counter.Next().ShouldBe(0);
        counter.GetAndIncrement().ShouldBe(0);
        counter.IncrementAndGet().ShouldBe(2);
        counter.GetAndAdd(5).ShouldBe(2);
        counter.AddAndGet(3).ShouldBe(10);
        counter.Decrement().ShouldBe(9);
        counter.GetAndDecrement().ShouldBe(9);
        counter.DecrementAndGet().ShouldBe(7);
        counter.GetAndSet(20).ShouldBe(7);
        counter.CompareAndSet(7, 1).ShouldBeFalse();
        counter.CompareAndSet(20, 1).ShouldBeTrue();
        counter.Reset();
        counter.Current.ShouldBe(0);
    }

    [Fact]
    public void A_long_counter_counts_alike()
    {
        var counter = new AtomicCounterLong(5);
        counter.Next().ShouldBe(6);
        counter.GetAndAdd(4).ShouldBe(6);
        counter.AddAndGet(1).ShouldBe(11);
        counter.DecrementAndGet().ShouldBe(10);
        counter.GetAndSet(2).ShouldBe(10);
        counter.CompareAndSet(2, 3).ShouldBeTrue();
        new AtomicCounterLong().Next().ShouldBe(0);
    }

    [Fact]
    public void A_flag_and_a_reference_change_only_from_what_was_expected()
    {
        var flag = new AtomicBoolean();
        flag.CompareAndSet(expected: true, newValue: false).ShouldBeFalse();
        flag.CompareAndSet(expected: false, newValue: true).ShouldBeTrue();
        flag.GetAndSet(newValue: false).ShouldBeTrue();
        ((bool)flag).ShouldBeFalse();

        var reference = new AtomicReference<string>("a");
        reference.CompareAndSet("b", "c").ShouldBeFalse();
        reference.CompareAndSet("a", "b").ShouldBeTrue();
        reference.GetAndSet("c").ShouldBe("b");
        ((string)reference).ShouldBe("c");
    }

    [Fact]
    public void A_switch_whose_action_throws_stays_as_it_was()
    {
        var @switch = new Switch();
        Should.Throw<InvalidOperationException>(() => @switch.SwitchOn(() => throw new InvalidOperationException()));
        @switch.IsOff.ShouldBeTrue();
        @switch.SwitchOn().ShouldBeTrue();
        @switch.SwitchOn().ShouldBeFalse();
        var ran = 0;
        @switch.IfOn(() => ran++).ShouldBeTrue();
        @switch.WhileOff(() => ran++).ShouldBeFalse();
        @switch.WhileOn(() => ran++).ShouldBeTrue();
        @switch.IfOff(() => ran++).ShouldBeFalse();
        @switch.Locked(() => ran++);
        ran.ShouldBe(3);
    }

    [Fact]
    public void An_option_of_null_is_none()
    {
        Option<string>.Create(null!).IsEmpty.ShouldBeTrue();
        Option<string>.None.GetOrElse("else").ShouldBe("else");
        Option<int>.Create(3).Select(x => x + 1).Value.ShouldBe(4);
        Option<int>.Create(3).FlatSelect(_ => Option<string>.None).HasValue.ShouldBeFalse();
        (Option<int>.Create(0) == Option<int>.None).ShouldBeFalse();
        Option<int>.Create(3).ToString().ShouldBe("Some<3>");
        Option<int>.None.ToString().ShouldBe("None");
    }

    [Fact]
    public void An_either_is_one_of_two()
    {
        Either<int, string> either = Either.Left(4);
        either.IsLeft.ShouldBeTrue();
        either.Value.ShouldBe(4);
        either.MapLeft(x => x + 1).Fold(x => x, _ => 0).ShouldBe(5);
        either.MapRight(x => x.Length).IsRight.ShouldBeFalse();
        new Right<int, string>("r").Value.ShouldBe("r");
    }

    [Fact]
    public void A_result_and_a_try_keep_the_exception()
    {
        var failed = Result.From<int>(() => throw new InvalidOperationException("no"));
        failed.IsSuccess.ShouldBeFalse();
        failed.Exception.ShouldBeOfType<InvalidOperationException>();
        Result.Success(3).ToString().ShouldBe("Success (3)");

        var @try = Try<int>.From(() => throw new InvalidOperationException("no"));
        @try.IsSuccess.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => @try.Get());
        @try.RecoverWith(_ => 7).Get().ShouldBe(7);
        @try.OrElse(5).Get().ShouldBe(5);
    }

    [Fact]
    public void Dotted_paths_keep_what_is_quoted()
    {
        "a.b.\"c.d\".e".SplitDottedPathHonouringQuotes().ShouldBe(["a", "b", "c.d", "e"]);
        new[] { 1, 2, 3, 4 }.TakeRight(2).ShouldBe([3, 4]);
        Array.Empty<int>().Head().ShouldBe(0);
        "Hello".Like("h*o").ShouldBeTrue();
        "Hello".Like("h?llo", caseSensitive: true).ShouldBeFalse();
    }
}
