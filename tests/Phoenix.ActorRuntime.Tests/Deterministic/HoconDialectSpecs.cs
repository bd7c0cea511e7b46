using Akka.Configuration;

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
    public void A_text_has_these_values(string hocon, string path, string value) =>
        ConfigurationFactory.ParseString(hocon).GetString(path).ShouldBe(value);

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    public void Booleans_have_a_third_spelling(string text, bool value) =>
        ConfigurationFactory.ParseString($"a = {text}").GetBoolean("a").ShouldBe(value);

    [Fact]
    public void Lists_grow() =>
        ConfigurationFactory.ParseString("a = [x, \"y z\"]\na += w").GetStringList("a").ShouldBe(["x", "y z", "w"]);

    [Fact]
    public void Quoted_keys_written_out_read_the_same()
    {
        var config = ConfigurationFactory.ParseString("a { \"c.d\" = \"x # y\" }");

        ConfigurationFactory.ParseString(config.ToString()).GetString("a.\"c.d\"").ShouldBe("x # y");
    }
}
