using Phoenix.Core.Quoting.Pricing;

namespace Phoenix.Core.Tests.Quoting.Pricing;

public class ModeledSpecs
{
    [Fact]
    public void Unset_it_is_a_refusal()
    {
        default(Modeled<double>).TryGet(out _, out var refusal).ShouldBeFalse();
        refusal.ShouldBe(ModelRefusal.NotComputed);
        default(Modeled<double>).Refusal.ShouldBe(ModelRefusal.NotComputed);
    }

    [Fact]
    public void A_value_has_no_refusal()
    {
        Modeled<double> modeled = 1.5;

        modeled.Given().ShouldBe(1.5);
        modeled.Refusal.ShouldBeNull();
        modeled.ToString().ShouldBe("1.5");
    }

    [Fact]
    public void The_next_step_is_taken_with_a_value_only()
    {
        Modeled<double> given = 2;
        Modeled<double> refused = ModelRefusal.Volatility;

        given.Then(Halved).Given().ShouldBe("1");
        refused.Then(Halved).Refusal.ShouldBe(ModelRefusal.Volatility);
        refused.ToString().ShouldBe("refused: Volatility");

        static Modeled<string> Halved(double value) => $"{value / 2}";
    }
}
