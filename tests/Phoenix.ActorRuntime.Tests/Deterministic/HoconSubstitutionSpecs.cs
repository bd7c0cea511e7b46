using Akka.Configuration;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>What <c>${…}</c> stands for. The examples are those the specification works through.</summary>
/// <remarks>Source: <c>https://github.com/lightbend/config/blob/main/HOCON.md</c>, read 2026-07-14.</remarks>
public sealed class HoconSubstitutionSpecs
{
    [Theory]
    [InlineData("a = 1\na = 2\nb = ${a}\na = 3", "b", "3")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }", "bar.baz", "43")]
    [InlineData("bar { a = ${foo.d}, b = 1 }\nbar.b = 3\nfoo { c = ${bar.b}, d = 2 }\nfoo.d = 4", "bar.a", "4")]
    [InlineData("bar { a = ${foo.d}, b = 1 }\nbar.b = 3\nfoo { c = ${bar.b}, d = 2 }\nfoo.d = 4", "foo.c", "3")]
    [InlineData("\"x.y\" = 1\na = ${\"x.y\"}", "a", "1")]
    [InlineData("x y = 1\na = ${ x y }", "a", "1")]
    [InlineData("a = null\nb = ${?a}x", "b", "nullx")]
    [InlineData("d { p = 1 }\nd2 = ${d} { q = 2 }\na = ${d2.p}${d2.q}", "a", "12")]
    [InlineData("d { p { x = 1 } }\nd = ${e}\ne { p { y = 2 } }\nd { p { z = 3 } }\na = ${d.p}", "a.x", "1")]
    [InlineData("d { p { x = 1 } }\nd = ${e}\ne { p { y = 2 } }\nd { p { z = 3 } }\na = ${d.p}", "a.y", "2")]
    [InlineData("d { p { x = 1 } }\nd = ${e}\ne { p { y = 2 } }\nd { p { z = 3 } }\na = ${d.p}", "a.z", "3")]
    public void It_is_the_final_value_of_its_path(string hocon, string path, string value) =>
        ConfigurationFactory.ParseString(hocon).GetString(path).ShouldBe(value);

    [Theory]
    [InlineData("a = x\na = ${a}y\na = ${a}z", "a", "xyz")]
    [InlineData("foo { a { c = 1 } }\nfoo = ${foo.a}\nfoo { a = 2 }", "foo.a", "2")]
    [InlineData("foo { a { c = 1 } }\nfoo = ${foo.a}\nfoo { a = 2 }", "foo.c", "1")]
    [InlineData("a = ${?a}foo", "a", "foo")]
    [InlineData("a { b = x }\na { b = ${a.b}y }", "a.b", "xy")]
    [InlineData("z { b = x }\na = ${z}\na { b = ${a.b}y }", "a.b", "xy")]
    [InlineData("d { y = 1 }\na = ${d} { z = ${a.y}5 }", "a.z", "15")]
    public void A_circle_is_broken_by_looking_back(string hocon, string path, string value) =>
        ConfigurationFactory.ParseString(hocon).GetString(path).ShouldBe(value);

    [Fact]
    public void Two_fields_that_name_each_other_agree()
    {
        var config = ConfigurationFactory.ParseString("a = 1\nb = 2\na = ${b}\nb = ${a}");

        config.GetString("a").ShouldBe(config.GetString("b"));
    }

    [Theory]
    [InlineData("a = ${no.such}\na = 42")]
    [InlineData("a = ${a}\na = 42")]
    public void What_is_hidden_is_never_resolved(string hocon) =>
        ConfigurationFactory.ParseString(hocon).GetInt("a").ShouldBe(42);

    [Theory]
    [InlineData("a = ${?no.such}", "a")]
    [InlineData("a = ${?no.such}${?no.other}", "a")]
    [InlineData("a = ${?a}", "a")]
    [InlineData("a { b = ${?a} }", "a.b")]
    public void An_optional_one_that_is_undefined_makes_no_field(string hocon, string path) =>
        ConfigurationFactory.ParseString(hocon).HasPath(path).ShouldBeFalse();

    [Theory]
    [InlineData("a = 1\na = ${?no.such}", "1")]
    [InlineData("a = x${?no.such}y", "xy")]
    [InlineData("a = x ${?no.such} y", "x  y")]
    public void An_optional_one_that_is_undefined_changes_nothing(string hocon, string value) =>
        ConfigurationFactory.ParseString(hocon).GetString("a").ShouldBe(value);

    [Theory]
    [InlineData("a = [1, ${?no.such}, 2]", "1 2")]
    [InlineData("a = [1] ${?no.such} [2]", "1 2")]
    [InlineData("a = [1]\na = ${a} [2]\na = ${a} [3]", "1 2 3")]
    [InlineData("b = [1]\na = ${b} ${b}", "1 1")]
    [InlineData("a += 1\na += 2", "1 2")]
    [InlineData("a = [1]\na += 2\na = ${a} [3]", "1 2 3")]
    [InlineData("a { b = [1] }\na { b += 2 }\nx = ${a.b}", "1 2", "x")]
    [InlineData("z { b = [1] }\na = ${z}\na.b += 2", "1 2", "a.b")]
    [InlineData("n { 1 = y, 0 = x, words = z }\na = [w] ${n}", "w x y")]
    public void Arrays_are_joined(string hocon, string items, string path = "a") =>
        string.Join(' ', ConfigurationFactory.ParseString(hocon).GetStringList(path)).ShouldBe(items);

    [Fact]
    public void An_array_may_hold_arrays_that_are_joined()
    {
        var config = ConfigurationFactory.ParseString("a = [ [1, 2] [3, 4] ]\nb = [ [1, 2]\n [3, 4] ]");

        config.GetValue("a")!.GetArray().Single().GetIntList().ShouldBe([1, 2, 3, 4]);
        config.GetValue("b")!.GetArray().Count.ShouldBe(2);
    }

    [Fact]
    public void A_number_stays_as_it_was_written() =>
        ConfigurationFactory.ParseString("n = 1.50e1\na = ${n}s").GetString("a").ShouldBe("1.50e1s");

    [Fact]
    public void The_environment_fills_what_the_text_does_not_define()
    {
        Environment.SetEnvironmentVariable("PHOENIX_HOCON_SPEC", "from outside");

        ConfigurationFactory.ParseString("a = ${PHOENIX_HOCON_SPEC}").GetString("a").ShouldBe("from outside");
        ConfigurationFactory.ParseString("a = ${?PHOENIX_HOCON_SPEC}").GetString("a").ShouldBe("from outside");
        ConfigurationFactory.ParseString("PHOENIX_HOCON_SPEC = inside, a = ${PHOENIX_HOCON_SPEC}").GetString("a")
            .ShouldBe("inside");
    }

    [Fact]
    public void Null_keeps_the_environment_out()
    {
        Environment.SetEnvironmentVariable("PHOENIX_HOCON_NULL", "from outside");

        var config = ConfigurationFactory.ParseString("PHOENIX_HOCON_NULL = null\na = ${PHOENIX_HOCON_NULL}");

        config.GetString("a").ShouldBeNull();
    }
}
