from django.urls import path

from demo import views
from demo.gallery import gallery

app_name = "demo"
urlpatterns = [path("demo/", views.clock_page, name="clock"), path("demo/gallery/", gallery, name="gallery")]
