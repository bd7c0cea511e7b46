using Phoenix.Node.Control;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Control;

/// <summary>Goal: only who may read this node's files commands it.</summary>
public sealed class ControlTokenSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;

    private string Place => Path.Combine(_folder, "data", "control.token");

    [Fact]
    public void It_is_made_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has other rights
        }

        ControlToken.LoadOrCreate(Place);

        File.GetUnixFileMode(Place).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void It_stays_the_same_and_no_two_are_alike()
    {
        var token = ControlToken.LoadOrCreate(Place);

        token.Matches(ControlToken.LoadOrCreate(Place).Header).ShouldBeTrue();
        token.Matches(ControlToken.LoadOrCreate(Place + "2").Header).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0123456789abcdef0123456789abcdef")]
    public void Anything_else_does_not_match(string? header) =>
        ControlToken.LoadOrCreate(Place).Matches(header).ShouldBeFalse();

    [Fact]
    public void It_does_not_tell_itself() =>
        ControlToken.LoadOrCreate(Place).ToString().ShouldBe("(secret)");

    [Fact]
    public void A_file_that_others_may_use_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has other rights
        }

        ControlToken.LoadOrCreate(Place);
        File.SetUnixFileMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Should.Throw<BadInputException>(() => ControlToken.LoadOrCreate(Place)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void A_file_that_holds_none_is_refused()
    {
        ControlToken.LoadOrCreate(Place);
        File.WriteAllText(Place, "too short");

        Should.Throw<BadInputException>(() => ControlToken.Load(Place));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
