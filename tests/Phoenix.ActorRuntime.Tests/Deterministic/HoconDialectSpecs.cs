using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>What the specification of HOCON says and only this runtime reads; Akka.NET takes it otherwise.</summary>
public sealed class HoconDialectSpecs
{
    [Theory]
    [InlineData("a { b = 1 }, c = 2", "c", "2")]
    [InlineData("a = ${?PHOENIX_NO_SUCH_VARIABLE}\nb = 1", "b", "1")]
    [InlineData("d { x = 1, y = 2 }\na = ${d} { y = 3 }", "a.x", "1")]
    [InlineData("d { x = 1, y = 2 }\na = ${d} { y = 3 }", "a.y", "3")]
    [InlineData("a = \"\"\"space at the end \"\"\"", "a", "space at the end ")]
    [InlineData("a = \"\"\"x\"\"\"\"", "a", "x\"")]
    [InlineData("a\"b.c\" = 1", "\"ab.c\"", "1")]
    [InlineData("a.\"\".b = 1", "a.\"\".b", "1")]
    [InlineData("\"a\\\"b\" = 1", "\"a\\\"b\"", "1")]
    [InlineData("10.0foo = 1", "10.0foo", "1")]
    [InlineData("foo\"10.0\" = 1", "\"foo10.0\"", "1")]
    [InlineData("a = [1\n, 2]\nb = 3", "b", "3")]
    [InlineData("a = \" x \"y", "a", " x y")]
    [InlineData("a = \"null\"", "a", "null")]
    [InlineData("\uFEFFa = 1", "a", "1")]
    [InlineData("a =\u00a01\u001c", "a", "1")]
    [InlineData("a { x = 1 } { y = 2 }", "a.y", "2")]
    [InlineData("a { b = 1 }\na = null\na { c = 2 }", "a.c", "2")]
    public void A_text_has_these_values(string hocon, string path, string value) =>
        ConfigurationFactory.ParseString(hocon).GetString(path).ShouldBe(value);

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    public void Booleans_have_a_third_spelling(string text, bool value) =>
        ConfigurationFactory.ParseString($"a = {text}").GetBoolean("a").ShouldBe(value);

    [Theory]
    [InlineData("100ns", 1)]
    [InlineData("3us", 30)]
    [InlineData("1 microsecond", 10)]
    [InlineData("1e3ms", 10_000_000)]
    [InlineData("-1s", -10_000_000)]
    [InlineData("\" 1 s \"", 10_000_000)]
    public void Durations_have_more_units_and_forms(string text, long ticks) =>
        ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a").Ticks.ShouldBe(ticks);

    [Theory]
    [InlineData("0.5k", 512)]
    [InlineData("1 PiB", 1L << 50)]
    [InlineData("2 exabytes", 2_000_000_000_000_000_000)]
    [InlineData("1.5 megabytes", 1_500_000)]
    public void Sizes_may_be_parts_of_a_unit(string text, long bytes) =>
        ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a").ShouldBe(bytes);

    [Theory]
    [InlineData("9E")]
    [InlineData("1Z")]
    [InlineData("1KB")]
    public void Sizes_that_do_not_fit_or_exist_are_mistakes(string text) =>
        Should.Throw<FormatException>(() => ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a"));

    [Fact]
    public void Lists_grow() =>
        ConfigurationFactory.ParseString("a = [x, \"y z\"]\na += w").GetStringList("a").ShouldBe(["x", "y z", "w"]);

    [Fact]
    public void An_object_with_numbers_for_keys_can_be_read_as_a_list() =>
        ConfigurationFactory.ParseString("a { 10 = z, 2 = y, 0 = x, other = w }").GetStringList("a")
            .ShouldBe(["x", "y", "z"]);

    [Fact]
    public void A_text_may_be_an_array()
    {
        var root = Parser.Parse(" [1, 2] # and no more", null);

        root.Value.GetIntList().ShouldBe([1, 2]);
        Should.Throw<ConfigurationException>(() => new Config(root)).Message.ShouldContain("must be an object");
    }

    [Fact]
    public void A_value_that_is_not_an_object_parts_those_around_it()
    {
        var above = ConfigurationFactory.ParseString("a { x = 1 }");
        var between = ConfigurationFactory.ParseString("a = 42");
        var below = ConfigurationFactory.ParseString("a { y = 2 }");

        above.WithFallback(between).WithFallback(below).HasPath("a.y").ShouldBeFalse();
        above.WithFallback(below).WithFallback(between).GetInt("a.y").ShouldBe(2);
    }

    [Theory]
    [InlineData("a = [1]")]
    [InlineData("a { b = 1 }")]
    public void What_is_no_text_is_not_read_as_text(string hocon)
    {
        var config = ConfigurationFactory.ParseString(hocon);

        Should.Throw<FormatException>(() => config.GetString("a")).Message.ShouldStartWith("a: ");
        Should.Throw<FormatException>(() => config.GetStringList("a.b").Count + config.GetInt("a"));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("0x10")]
    public void Only_finite_numbers_are_numbers(string text) =>
        Should.Throw<FormatException>(() => ConfigurationFactory.ParseString($"a = {text}").GetDouble("a"));

    [Fact]
    public void Paths_of_a_hosts_configuration_that_meet_are_one()
    {
        var entries = new Dictionary<string, string?>(StringComparer.Ordinal) { ["a.b:c"] = "1", ["a:b:d"] = "2" };

        var config = new ConfigurationBuilder().AddInMemoryCollection(entries).Build().ToHocon();

        config.GetInt("a.b.c").ShouldBe(1);
        config.GetInt("a.b.d").ShouldBe(2);
    }

    [Fact]
    public void Quoted_keys_written_out_read_the_same()
    {
        var config = ConfigurationFactory.ParseString("a { \"c.d\" = \"x # y\" }");

        ConfigurationFactory.ParseString(config.ToString()).GetString("a.\"c.d\"").ShouldBe("x # y");
    }
}
