using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Texts that include others: what they see of each other, and which of them a mistake is in.</summary>
public sealed class HoconIncludeSpecs
{
    [Theory]
    [InlineData("a { include \"x\" }", "v = 1\nw = ${v}", "a.w", "1")]
    [InlineData("a { include \"x\" }\na.v = 42", "v = 1\nw = ${v}", "a.w", "42")]
    [InlineData("a { include \"x\" }\nq = 7", "w = ${q}", "a.w", "7")]
    [InlineData("a { include \"x\" }\nv = 7", "v = 1\nw = ${v}", "a.w", "1")]
    [InlineData("b.c { include \"x\" }\na = ${b.c.w}", "v = 1\nw = ${v}", "a", "1")]
    [InlineData("a.b { v = 0\ninclude \"x\"\nu = ${a.b.v} }", "v = 1", "a.b.u", "1")]
    [InlineData("include \"x\"\nv = 2", "v = 1", "v", "2")]
    [InlineData("v = 2\ninclude \"x\"", "v = 1", "v", "1")]
    [InlineData("o { p = 1 }\ninclude \"x\"", "o { q = ${o.p} }", "o.q", "1")]
    [InlineData("include \"x\", b = 2", "v = 1", "b", "2")]
    [InlineData("include\n  \"x\"", "v = 1", "v", "1")]
    [InlineData("include file( \"x\" )", "v = 1", "v", "1")]
    [InlineData("include required(\"x\")", "v = 1", "v", "1")]
    [InlineData("include required( file( \"x\" ) )", "v = 1", "v", "1")]
    [InlineData("foo include = 1", "", "foo include", "1")]
    [InlineData("\"include\" = 1", "", "include", "1")]
    [InlineData("includes = 1", "", "includes", "1")]
    [InlineData("a = include", "", "a", "include")]
    public void An_included_text_is_part_of_the_whole(string hocon, string included, string path, string value) =>
        ConfigurationFactory.ParseString(hocon, _ => Parser.Parse(included, null)).GetString(path).ShouldBe(value);

    [Fact]
    public void An_included_list_grows_where_it_is_included()
    {
        var config = ConfigurationFactory.ParseString(
            "v = [0]\na { v = [1]\ninclude \"x\" }", _ => Parser.Parse("v += 2", null));

        config.GetIntList("a.v").ShouldBe([1, 2]);
        config.GetIntList("v").ShouldBe([0]);
    }

    [Fact]
    public void A_text_included_twice_refers_to_each_place()
    {
        var shared = Parser.Parse("v = 1\nw = ${v}", null);

        var config = ConfigurationFactory.ParseString(
            "a { include \"x\"\nv = 2 }\nb { include \"x\"\nv = 3 }\nc = [{ include \"x\"\nv = 4 }]", _ => shared);

        config.GetInt("a.w").ShouldBe(2);
        config.GetInt("b.w").ShouldBe(3);
        config.GetValue("c")!.GetArray()[0].GetChildObject("w")!.GetInt().ShouldBe(4);
    }

    [Fact]
    public void Texts_are_included_through_others()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["outer"] = "o { include \"inner\" }\nfar = 5",
            ["inner"] = "near = 1\nx = ${near}\ny = ${far}\nz = ${root}",
        };
        HoconRoot Include(string name) => Parser.Parse(texts[name], Include);

        var config = ConfigurationFactory.ParseString("a { include \"outer\" }\nroot = 9\na.o.near = 2", Include);

        config.GetInt("a.o.x").ShouldBe(2);
        config.GetInt("a.o.y").ShouldBe(5);
        config.GetInt("a.o.z").ShouldBe(9);
    }

    [Fact]
    public void A_text_that_does_not_exist_is_left_out() =>
        ConfigurationFactory.ParseString("include \"x\"\na = 1", _ => null!).GetInt("a").ShouldBe(1);

    [Fact]
    public void A_text_that_is_required_must_exist() =>
        Mistake("a = 1\ninclude required(\"x.conf\")", null).ShouldBe(
            "\"x.conf\" is required and does not exist; it is included at line 2, column 9.");

    [Fact]
    public void A_mistake_in_an_included_text_names_both_places() =>
        Mistake("a = 1\ninclude \"x.conf\"", "b = {\n  c = 2").ShouldBe(
            "'{' is not closed at line 1, column 5 (\"x.conf\"); it is included at line 2, column 9.");

    [Fact]
    public void What_an_included_text_lacks_is_blamed_on_it() =>
        Mistake("a { include \"x.conf\" }", "b = 1\nc = ${d}").ShouldBe(
            "${d} is not defined at line 2, column 5 of \"x.conf\".");

    [Fact]
    public void Only_an_object_can_be_included() =>
        Mistake("include \"x.conf\"", "[1, 2]").ShouldStartWith("Only an object can be included");

    [Fact]
    public void What_the_callback_throws_comes_through() =>
        Should.Throw<FileNotFoundException>(
            () => ConfigurationFactory.ParseString("include \"x\"", name => throw new FileNotFoundException(name)));

    private static string Mistake(string hocon, string? included) => Should.Throw<ConfigurationException>(
        () => ConfigurationFactory.ParseString(hocon, _ => included is null ? null! : Parser.Parse(included, null)))
        .Message;
}
