using Phoenix.Node.Control;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Control;

/// <summary>A node says where it takes commands, for as long as it lives and no longer.</summary>
public sealed class ControlAddressSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_running_node_is_found_by_its_data_folder_and_a_stopped_one_is_not()
    {
        using (ControlAddress.Publish(_folder, 4711))
        {
            ControlAddress.Find(_folder).ShouldBe([4711]);
        }

        ControlAddress.Find(_folder).ShouldBeEmpty();
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void Where_nothing_ever_ran_nothing_is_found() =>
        ControlAddress.Find(Path.Combine(_folder, "nowhere")).ShouldBeEmpty();

    [Fact]
    public void Several_nodes_of_one_folder_are_all_found_and_do_not_disturb_each_other()
    {
        using var first = ControlAddress.Publish(_folder, 4712);
        using (ControlAddress.Publish(_folder, 4711))
        {
            ControlAddress.Find(_folder).ShouldBe([4711, 4712]);
        }

        ControlAddress.Find(_folder).ShouldBe([4712]);
    }

    [Fact]
    public void What_a_killed_node_left_is_not_believed_and_goes_with_the_next_start()
    {
        var left = Path.Combine(_folder, "control-4711.address");
        File.WriteAllText(left, "4711\n");

        ControlAddress.Find(_folder).ShouldBeEmpty();

        using var next = ControlAddress.Publish(_folder, 4712);
        File.Exists(left).ShouldBeFalse();
        ControlAddress.Find(_folder).ShouldBe([4712]);
    }

    [Fact]
    public void Nobody_else_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has other rights
        }

        using var address = ControlAddress.Publish(_folder, 4711);

        File.GetUnixFileMode(Path.Combine(_folder, "control-4711.address"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_mistake_of_the_settings()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        Should.Throw<BadInputException>(() => ControlAddress.Publish(Path.Combine(file, "data"), 4711))
            .Problems.ShouldHaveSingleItem().Place.ShouldBe("phoenix.node.data-folder");
    }
}
