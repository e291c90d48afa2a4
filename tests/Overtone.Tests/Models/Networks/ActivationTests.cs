using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class ActivationTests
{
    private static readonly double[] Places = [-3, -1, -0.3, -0.1, 0, 0.1, 0.3, 1, 3];

    public static TheoryData<Activation> All => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_activation_has_its_closed_form(Activation activation)
    {
        using var scope = NewDisposeScope();
        var found = activation.Apply(tensor(Places), rickerWidth: 0.5).Numbers();
        foreach (var (x, y) in Places.Zip(found))
        {
            Assert.Equal(ClosedForm(activation, x, 0.5), y, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_are_finite_everywhere(Activation activation)
    {
        using var scope = NewDisposeScope();
        var x = tensor([-100f, -1, 0, 1, 100]).requires_grad_();
        activation.Apply(x).sum().backward();
        Assert.All(x.grad!.Numbers(), slope => Assert.True(double.IsFinite(slope)));
    }

    [Fact]
    public void The_spectrum_of_the_Ricker_function_peaks_near_the_inverse_of_its_width()
    {
        // Up to scale, the transform of (1 − z²) exp(−z²/2) at z = x/a is (aω)² exp(−(aω)²/2), largest at ω = √2/a.
        const double Width = 0.3, Step = 0.01;
        using var scope = NewDisposeScope();
        var x = arange(-10, 10, Step, dtype: float64);
        var amplitudes = fft.rfft(Activation.Ricker.Apply(x, Width)).abs();
        var angular = 2 * Math.PI * amplitudes.argmax().item<long>() / (x.shape[0] * Step);
        Assert.Equal(Math.Sqrt(2) / Width, angular, 0.2);
    }

    [Fact]
    public void An_unknown_activation_is_refused()
    {
        using var x = zeros(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Activation)99).Apply(x));
    }

    private static double ClosedForm(Activation activation, double x, double width) => activation switch
    {
        Activation.Tanh => Math.Tanh(x),
        Activation.Relu => Math.Max(0, x),
        Activation.Sin => Math.Sin(x),
        Activation.Elu => x > 0 ? x : Math.Exp(x) - 1,
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Ricker =>
            Math.Pow(Math.PI, 0.25) / (15 * width) * (1 - Math.Pow(x / width, 2)) * Math.Exp(-0.5 * Math.Pow(x / width, 2)),
        _ => double.NaN,
    };
}
