from django.urls import path

from evaluation.views import figures

app_name = "evaluation"
urlpatterns = [
    path("figures/", figures.figures_page, name="figures"),
    path("figures/<slug:slug>/", figures.figures_page, name="figures-of"),
]
