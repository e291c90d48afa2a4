using Overtone.Defenses;
using Overtone.Models;
using Overtone.Spectra;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

public sealed class InputFilterTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<InputFilter> Linear =>
    [
        new FilteredInput { Filter = new BandFilter(BandShape.RadialLowPass, 1) },
        new FilteredInput { Filter = new BandFilter(BandShape.SquareLowPass, 3) },
        new BlurredInput { Deviation = 0.4 },
        new BlurredInput { Deviation = 1.3 },
        new BlurredInput { Deviation = 5 },
    ];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Linear))]
    public void What_comes_back_is_the_transpose(InputFilter filter)
    {
        // The classifier shows its input, so that its gradient is the filter's alone.
        using var network = nn.Sequential(nn.Flatten());
        using var classifier = Networks.Classifier(network, batchSize: 2);
        var defended = (IDifferentiableClassifier)filter.Protect(classifier);
        Tensor x = Networks.Images(5), y = Draw.Normal(9, 5, Networks.Pixels).to_type(ScalarType.Float32);
        ClassifierGradient gradient = defended.InputGradient(x, y);
        Tensors.RequireNear(filter.Apply(x).flatten(1), gradient.Logits, 1e-6);
        Tensor ax = filter.Apply(x).flatten(1).to_type(ScalarType.Float64);
        Tensor aty = gradient.Gradient.flatten(1).to_type(ScalarType.Float64);
        Tensors.RequireNear((ax * y).sum([1]), (x.flatten(1) * aty).sum([1]), 1e-5);
        Tensors.RequireNear(defended.Logits(x), gradient.Logits, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Linear))]
    public void Gradients_are_the_slopes_and_uniform_images_stay(InputFilter filter)
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network, batchSize: 2);
        Networks.RequireSlopes(filter.Protect(classifier), Networks.Images(5), 2e-4);
        Tensors.RequireNear(full([1L, 3, 4, 5], 0.3f), filter.Apply(full([1L, 3, 4, 5], 0.3f)), 1e-6);
        Assert.Equal(1, filter.PassesPerImage);
    }

    [Fact]
    public void A_blur_leaves_of_a_wave_what_it_says()
    {
        var blur = new BlurredInput { Deviation = 1.5 };
        const double Frequency = 0.1;
        float[] wave = [.. Enumerable.Range(0, 60).Select(n => (float)Math.Cos(2 * Math.PI * Frequency * n))];
        Tensor image = tensor(wave, [1, 1, 1, 60]).expand(1, 1, 3, 60);
        double[] blurred = blur.Apply(image)[0, 0, 1].Numbers();
        for (int n = 10; n < 50; n++)
            Assert.Equal(wave[n] * blur.Response(Frequency), blurred[n], 1e-6);
        Assert.Equal(Math.Exp(-2 * Math.Pow(Math.PI * 1.5 * Frequency, 2)), blur.Response(Frequency), 1e-3);
        Assert.Equal(1, blur.Response(0), 1e-12);
    }

    [Fact]
    public void Beyond_the_border_stands_the_reflection()
    {
        // Four deviations of 0.3 pixels reach one pixel.
        double side = Math.Exp(-1 / (2 * 0.09)), sum = 1 + (2 * side);
        double[] blurred = new BlurredInput { Deviation = 0.3 }.Apply(tensor(new[] { 1f, 0, 0 }, [1, 1, 1, 3])).Numbers();
        Assert.Equal((1 + side) / sum, blurred[0], 1e-6);
        Assert.Equal(side / sum, blurred[1], 1e-6);
        Assert.Equal(0, blurred[2], 1e-6);
    }

    [Fact]
    public void Jpeg_changes_images_little_and_has_no_gradient_unless_it_is_to_pass()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network, batchSize: 2);
        Tensor images = (Networks.Images(5) * 1.2) - 0.1, smooth = linspace(0, 1, 20).reshape(1, 1, 4, 5).expand(5, 3, 4, 5);
        var jpeg = new JpegInput { Quality = 95 };
        Tensor changed = jpeg.Apply(smooth);
        Assert.InRange(Tensors.Distance(smooth, changed), 1e-4, 0.05);
        Assert.All(jpeg.Apply(images).Numbers(), pixel => Assert.Equal(Math.Round(pixel * 255), pixel * 255, 1e-4));
        using IClassifier defended = jpeg.Protect(classifier);
        Tensors.RequireNear(classifier.Logits(jpeg.Apply(images)), defended.Logits(images), 1e-6);
        Tensor cotangents = ones(5, Networks.Classes);
        var error = Assert.Throws<MissingGradientException>(() =>
            ((IDifferentiableClassifier)defended).InputGradient(images, cotangents));
        Assert.Contains("JPEG of quality 95: gradient: found none: JPEG rounds", error.Message, StringComparison.Ordinal);

        using IClassifier passing = (jpeg with { PassesGradients = true }).Protect(classifier);
        using ClassifierGradient through = ((IDifferentiableClassifier)passing).InputGradient(images, cotangents);
        using ClassifierGradient inside = classifier.InputGradient(jpeg.Apply(images), cotangents);
        Tensors.RequireNear(inside.Gradient, through.Gradient, 1e-6);
        Tensors.RequireNear(defended.Logits(images), through.Logits, 1e-6);
    }

    [Fact]
    public void Odd_options_are_refused_with_what_was_found_and_expected()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        string MessageOf(InputFilter filter) => Assert.Throws<ArgumentException>(() => filter.Protect(classifier)).Message;
        Assert.Equal("Quality of JPEG: found 0, expected a number from 1 to 100.", MessageOf(new JpegInput { Quality = 0 }));
        Assert.Equal(
            "Deviation of the blur: found -2, expected a finite number above 0, in pixels.",
            MessageOf(new BlurredInput { Deviation = -2 }));
        Assert.StartsWith(
            "Bandwidth of the filter: found 9, expected a radius from 0 to",
            MessageOf(new FilteredInput { Filter = new BandFilter(BandShape.RadialLowPass, 9) }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_goes_before_a_random_average_and_around_it()
    {
        using var network = Networks.Smooth();
        using var classifier = Networks.Classifier(network);
        var blur = new BlurredInput { Deviation = 1 };
        PostAveraging average = PostAveraging.Of(2, 1) with { IsFrozen = true };
        using IClassifier inside = average.Protect(blur.Protect(classifier)), outside = blur.Protect(average.Protect(classifier));
        Networks.RequireSlopes(inside, Networks.Images(3), 2e-4);
        Networks.RequireSlopes(outside, Networks.Images(3), 2e-4);
        // A random one does not hide behind a filter.
        Assert.Throws<ArgumentException>(() =>
            average.Protect(blur.Protect((average with { IsFrozen = false }).Protect(classifier))));
    }
}
