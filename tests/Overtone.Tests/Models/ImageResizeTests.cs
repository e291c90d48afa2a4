using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class ImageResizeTests
{
    [Theory]
    [InlineData("bilinear", ResizeFilter.Bilinear, 8, 8)]
    [InlineData("bilinear", ResizeFilter.Bilinear, 20, 19)]
    [InlineData("bicubic", ResizeFilter.Bicubic, 8, 8)]
    [InlineData("bicubic", ResizeFilter.Bicubic, 20, 19)]
    public void It_resizes_as_PyTorch_does_with_antialias(string name, ResizeFilter filter, int height, int width)
    {
        using var scope = NewDisposeScope();

        Tensors.RequireNear(
            Fixture.Read($"resize_{name}_{height}x{width}.npy"),
            ImageResize.Resize(Fixture.Read("resize_input.npy"), height, width, filter), 1e-5);
    }

    [Theory]
    [InlineData(ResizeFilter.Bilinear)]
    [InlineData(ResizeFilter.Bicubic)]
    public void The_same_size_is_the_same_image_and_grey_stays_grey(ResizeFilter filter)
    {
        using var scope = NewDisposeScope();
        var images = Fixture.Read("resize_input.npy");

        Tensors.RequireNear(images, ImageResize.Resize(images, 12, 17, filter), 1e-6);
        Assert.All(ImageResize.Resize(full([1, 1, 30, 50], 0.3f), 7, 13, filter).Numbers(), value => Assert.Equal(0.3, value, 1e-5));
    }

    [Fact]
    public void A_pattern_too_fine_for_the_small_image_becomes_grey_instead_of_an_alias()
    {
        using var scope = NewDisposeScope();
        var stripes = (arange(64) % 2).to_type(ScalarType.Float32).expand(1, 1, 64, 64);
        var inner = ImageResize.Resize(stripes, 24, 24, ResizeFilter.Bicubic).narrow(3, 3, 18);

        Assert.All(inner.Numbers(), value => Assert.InRange(value, 0.45, 0.55));
    }

    [Fact]
    public void Fitting_resizes_the_shorter_side_and_cuts_the_centre_out()
    {
        using var scope = NewDisposeScope();
        var images = Fixture.Read("resize_input.npy"); // 12 rows, 17 columns
        var spec = new InputSpec { Resize = ResizeRule.ResizeAndCrop, ResizeTo = 10 };
        var resized = ImageResize.Resize(images, 10, 14, ResizeFilter.Bilinear);

        Tensors.RequireSame(resized.narrow(2, 1, 8).narrow(3, 3, 8), ImageResize.Fit(images, new InputSize(3, 8, 8), spec));
        Tensors.RequireSame(ImageResize.Resize(images, 8, 8, ResizeFilter.Bilinear),
            ImageResize.Fit(images, new InputSize(3, 8, 8), new InputSpec { Resize = ResizeRule.Resize }));
    }

    [Fact]
    public void Images_that_fit_stay_themselves()
    {
        using var scope = NewDisposeScope();
        var images = Fixture.Read("images_rgb.npy");

        Assert.Same(images, ImageResize.Fit(images, new InputSize(3, 8, 8), InputSpec.Default));
    }

    [Fact]
    public void Grey_becomes_colour_and_colour_grey()
    {
        using var scope = NewDisposeScope();
        var grey = Fixture.Read("images_grey.npy");
        var colour = ImageResize.Fit(grey, new InputSize(3, 8, 8), InputSpec.Default);

        Tensors.RequireSame(cat([grey, grey, grey], 1), colour);
        Tensors.RequireNear(grey, ImageResize.Fit(colour, new InputSize(1, 8, 8), InputSpec.Default), 1e-6);
        Assert.Equal(0.587, ImageResize.Fit(tensor(new[] { 0f, 1f, 0f }, [1, 3, 1, 1]), new InputSize(1, 1, 1), InputSpec.Default)
            .item<float>(), 1e-6);
    }

    [Fact]
    public void Another_size_without_a_rule_is_an_error_that_names_the_rules()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<ModelFormatException>(() =>
            ImageResize.Fit(zeros(1, 3, 9, 8), new InputSize(3, 8, 8), InputSpec.Default));
        Assert.Equal("9x8 pixels", fault.Found);
        Assert.Contains("resize-and-crop", fault.Expected);
    }

    [Fact]
    public void No_tensor_is_left()
    {
        using var images = Fixture.Read("resize_input.npy");
        var spec = new InputSpec { Resize = ResizeRule.ResizeAndCrop, ResizeTo = 10 };

        Tensors.RequireNoTensorLeft(() => ImageResize.Fit(images, new InputSize(1, 8, 8), spec).Dispose(), 5);
    }
}
